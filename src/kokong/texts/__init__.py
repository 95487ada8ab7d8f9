"""The municipality's own words: CommonMark with revisions, approval, and a time to be shown."""
