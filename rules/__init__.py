"""The rules of caslint, listed by hand in the order in which a reader meets them."""

from . import (
    non_internet_facing_external_url,
    site_mailbox_without_cas,
)

RULES = (
    # CAS1: servers in sites
    site_mailbox_without_cas.RULE,
    # CAS2: URLs
    non_internet_facing_external_url.RULE,
)
