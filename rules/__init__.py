"""The rules of caslint, listed by hand in the order in which a reader meets them."""

from . import (
    autodiscover_2007_below_sp2,
    autodiscover_site_scope_gap,
    autodiscover_site_scope_unknown_site,
    autodiscover_uri_missing,
    availability_target_without_ews,
    cas_array_duplicate_in_site,
    cas_array_fqdn_external,
    cas_array_fqdn_shared,
    cas_array_missing,
    cas_array_site_without_cas,
    cas_array_wrong_member,
    db_rpc_server_not_array,
    db_rpc_server_other_site,
    db_rpc_server_wrong_kind,
    ews_nlb_bypass_missing,
    ews_nlb_bypass_not_self,
    non_internet_facing_external_url,
    oa_external_hostname_missing,
    oa_two_families,
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
    # CAS7: CAS arrays and RPC Client Access
    cas_array_duplicate_in_site.RULE,
    cas_array_wrong_member.RULE,
    cas_array_site_without_cas.RULE,
    cas_array_fqdn_external.RULE,
    cas_array_fqdn_shared.RULE,
    cas_array_missing.RULE,
    db_rpc_server_wrong_kind.RULE,
    db_rpc_server_other_site.RULE,
    db_rpc_server_not_array.RULE,
    # CAS8: EWS, Availability, Autodiscover, Outlook Anywhere
    ews_nlb_bypass_missing.RULE,
    ews_nlb_bypass_not_self.RULE,
    availability_target_without_ews.RULE,
    autodiscover_uri_missing.RULE,
    autodiscover_site_scope_unknown_site.RULE,
    autodiscover_site_scope_gap.RULE,
    autodiscover_2007_below_sp2.RULE,
    oa_external_hostname_missing.RULE,
    oa_two_families.RULE,
)
