"""The rules of caslint, listed by hand in the order in which a reader meets them."""

from . import (
    non_internet_facing_external_url,
    site_mailbox_without_cas,
    suppression_expired,
    suppression_unknown_rule,
    suppression_unused,
    suppression_without_reason,
)

RULES = (
    # CAS0: the declaration
    suppression_without_reason.RULE,
    suppression_unused.RULE,
    suppression_expired.RULE,
    suppression_unknown_rule.RULE,
    # CAS1: servers in sites
    site_mailbox_without_cas.RULE,
    # CAS2: URLs
    non_internet_facing_external_url.RULE,
)
