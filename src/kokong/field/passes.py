"""Proof that something was on a person's list once; it comes back with what they record there.

So a record is stored although the list was given to others, split or ended before the phone could send.
"""

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare


def pass_to(kind: str, subject_id: int, *, user_id: int) -> str:
    """This person's pass to a subject. It opens nothing by itself: what takes the record decides."""
    return Signer(salt=f"kokong.field.{kind}").signature(f"{user_id} {subject_id}")


def handed(shown: str, kind: str, subject_id: int, *, user_id: int) -> bool:
    """Whether `shown` is this person's pass to the subject."""
    return constant_time_compare(shown, pass_to(kind, subject_id, user_id=user_id))
