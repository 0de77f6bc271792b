"""How far a role's right reaches, and what that means for one case."""

from dataclasses import dataclass
from enum import StrEnum

from bot.staff.accounts import Account


class Reach(StrEnum):
    NONE = "none"
    OWN = "own"  # cases of the account's own provinces
    ALL = "all"
    BLIND = "blind"  # everything, without personal data


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody of the staff, and how far the right they came with reaches."""

    account: Account
    reach: Reach

    @property
    def provinces(self) -> frozenset[str] | None:
        """Only cases of these are theirs; None: of all."""
        return self.account.provinces if self.reach is Reach.OWN else None

    @property
    def blind(self) -> bool:
        """Whether personal data is kept from them."""
        return self.reach is Reach.BLIND
