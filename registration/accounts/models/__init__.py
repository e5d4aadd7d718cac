"""Users, what they may do and where, and what everybody did."""

from registration.accounts.models.audit import AuditLine
from registration.accounts.models.user import Role, RoleGrant, RoleName, User, user_roles

__all__ = ["AuditLine", "Role", "RoleGrant", "RoleName", "User", "user_roles"]
