"""One declared period by its name."""

from kokong.kernel import retention


def rule(name: str) -> retention.Declared:
    """The rule that the nightly job applies under a name."""
    (found,) = (each for each in retention.rules() if each.name == name)
    return found
