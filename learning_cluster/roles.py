"""What somebody may do in a cluster, by who they are in it (L2, X2)."""

from accounts.roles import Role
from learning_cluster.enums import MemberRole

# The role each is given for the one cluster when they accept.
ROLES: dict[str, Role] = {
    MemberRole.REPRESENTATIVE: Role.CLUSTER_MEMBER,
    MemberRole.PRACTITIONER: Role.CLUSTER_MEMBER,
    MemberRole.BOARD_GUEST: Role.CLUSTER_MEMBER,
    MemberRole.RESOURCE_PERSON: Role.RESOURCE_PERSON,
    MemberRole.REVIEWER: Role.PARTNER_REVIEWER,
}

# Coordinators open the admin: an administrator makes them, never a mailed link (X5).
INVITED = tuple(ROLES)
ROLES = ROLES | {MemberRole.COORDINATOR: Role.CLUSTER_COORDINATOR}
