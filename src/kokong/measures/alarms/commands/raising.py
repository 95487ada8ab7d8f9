"""`kokong alarms raise`: events become alarms."""

import os

from kokong.kernel.terminal import begin


def raise_alarms() -> None:
    """Raise alarms from what panels report, until Ctrl-C (part of `kokong up`). A second one takes turns."""
    os.environ["KOKONG_PROCESS"] = "raiser"
    begin()
    from kokong.kernel import installation, numbers
    from kokong.measures.alarms import raiser

    here = installation.current()
    numbers.serve(here.metrics_bind, here.metrics_of("raiser"))
    raiser.run_until_stopped()
