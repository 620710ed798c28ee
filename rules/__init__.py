"""The rules of caslint, listed by hand in the order in which a reader meets them."""

from . import (
    non_internet_facing_external_url,
    proxy_to_newer_version,
    proxying_availability_explicit,
    proxying_path_not_taken,
    proxying_protocol_unsupported,
    single_site_proxy_settings,
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
    # CAS4: redirection
    single_site_proxy_settings.RULE,
    # CAS5: versions and proxying
    proxy_to_newer_version.RULE,
    proxying_protocol_unsupported.RULE,
    proxying_availability_explicit.RULE,
    proxying_path_not_taken.RULE,
)
