"""What `kokong demo` starts beside the product: it waits for the worker, then plays the demonstration's end."""

from kokong.kernel.terminal import begin


def main() -> None:
    """Load Django, wait, play."""
    begin()
    from django.utils import timezone

    from . import closing

    closing.wait()
    closing.play(now=timezone.now())


if __name__ == "__main__":
    main()
