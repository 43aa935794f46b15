//! Who uses the numbers, and their emergency calling; since version 2026-04-16.

use super::trunks::external_id;
use crate::didww::kind::Kind;
use crate::didww::wire::Attributes;
use crate::time;

/// Where a relationship of an identity, of a service or of its verification leads.
pub(super) fn related(place: u32, to: Kind) -> Option<u32> {
    match to {
        Kind::Country | Kind::DidGroupType => Some(1),
        Kind::EmergencyCallingService | Kind::EmergencyVerification => Some(place),
        _ => None,
    }
}

pub(super) fn identity_attributes(place: u32, out: &mut Attributes<'_>) {
    let company = place % 2 == 1;
    out.text("first_name", ["Anna", "John"].get(place as usize % 2).unwrap_or(&""));
    out.text("last_name", "Example");
    out.text("phone_number", "123456789");
    out.optional("id_number", (!company).then_some("ABC1234"));
    out.optional("birth_date", (!company).then_some("1970-01-01"));
    out.optional("company_name", company.then_some("Example Ltd"));
    out.optional("company_reg_number", company.then_some("987654"));
    out.optional("vat_id", None);
    out.optional("description", None);
    out.optional("personal_tax_id", None);
    out.text("identity_type", if company { "business" } else { "personal" });
    out.text("created_at", &time::rfc3339_ms(CREATED_MS));
    external_id(place, out);
    out.boolean("verified", place > 0);
    out.optional("contact_email", None);
}

pub(super) fn service_attributes(place: u32, out: &mut Attributes<'_>) {
    let is_active = place != 1;
    out.text("name", &format!("Office {}", place + 1));
    out.text("reference", &format!("ECS-{:05}", 12_345 + place));
    out.text("status", if is_active { "active" } else { "canceled" });
    out.text("activated_at", &time::rfc3339_ms(CREATED_MS));
    out.optional("canceled_at", (!is_active).then(|| time::rfc3339_ms(CREATED_MS)).as_deref());
    out.text("created_at", &time::rfc3339_ms(CREATED_MS));
    out.optional("renew_date", is_active.then_some("2026-05-01"));
}

pub(super) fn verification_attributes(place: u32, out: &mut Attributes<'_>) {
    out.text("reference", &format!("EVR-{:05}", 54_321 + place));
    out.text("status", "approved");
    out.optional("reject_reasons", None);
    out.optional("reject_comment", None);
    out.optional("callback_url", None);
    out.optional("callback_method", None);
    external_id(place, out);
    out.text("created_at", &time::rfc3339_ms(CREATED_MS));
}

pub(super) const IDENTITIES: u32 = 4;
pub(super) const SERVICES: u32 = 3;

/// 2026-04-20T08:00:00Z
const CREATED_MS: u64 = 1_776_672_000_000;
