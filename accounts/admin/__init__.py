"""The administrator's set-up pages for places and accounts, and the base for those of other apps.

Places are registered here and not in `villages`, because who may change them is decided by the
user's role, and `villages` lies below `accounts`.
"""

from accounts.admin.base import AdministratorOnly, AdministratorOnlyInline
from accounts.admin.log import ViewLogAdmin
from accounts.admin.places import OfficeAdmin, VillageAdmin
from accounts.admin.users import UserAdmin

__all__ = [
    "AdministratorOnly",
    "AdministratorOnlyInline",
    "OfficeAdmin",
    "UserAdmin",
    "ViewLogAdmin",
    "VillageAdmin",
]
