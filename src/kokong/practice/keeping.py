"""Why nothing here has a period of its own: the database empties a practice municipality as a whole."""

from kokong.kernel.retention import stays


def declare_what_stays() -> None:
    """Columns without a period."""
    because = "Emptied with all of its practice municipality, 14 days after the drill began or when the next does."
    stays({"practice.Drill": "kind place dwelling_id began began_by ends"}, because=because)
