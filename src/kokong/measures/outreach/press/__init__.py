"""The press: whom a release goes to, and the facts that go with it."""
