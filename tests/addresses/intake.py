"""Every address of `intake`, who may ask it, and what it takes."""

from typing import Final

from tests.addresses.kinds import act, data, page

INSIDE: Final = {
    "intake:list": page("import.see"),
    "intake:addresses": page("places.import"),
    "intake:addresses-columns": page("places.import"),
    "intake:addresses-map": data("places.import"),
    "intake:addresses-sheet": act("places.import", header_at="1"),
    "intake:addresses-progress": page("places.import"),
    "intake:addresses-resume": act("places.import"),
    "intake:addresses-refused": data("places.import"),
    "intake:upload": page("burglary.import"),  # each importer says who may; the cast's file is of burglaries
    "intake:columns": page("burglary.import"),
    "intake:map": data("burglary.import"),
    "intake:sheet": act("burglary.import", header_at="1"),
    "intake:progress": page("burglary.import"),
    "intake:resume": act("burglary.import"),
    "intake:left-csv": data("burglary.import"),
    "intake:left-xlsx": data("burglary.import"),
}
