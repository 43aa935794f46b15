//! Sparse fieldsets: which attributes and relationships the carrier shall return.

use serde_json::{Map, Value};

use crate::arguments::{Argument, Arguments, Scalar};

/// The fields of one type that the carrier shall return; all others are absent then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DidwwFieldset {
    /// The JSON:API type, such as `dids` or `did_groups`.
    pub object_type: String,
    /// Names of attributes and relationships.
    pub fields: Vec<String>,
}

/// An object: lists of names, by type.
impl Argument for Vec<DidwwFieldset> {
    fn take(arguments: &mut Arguments, name: &'static str) -> Self {
        let mut fieldsets = Self::new();
        for (object_type, names) in arguments.object(name) {
            let names = names.as_array().and_then(|it| it.iter().map(String::read).collect());
            match names {
                Some(fields) => fieldsets.push(DidwwFieldset { object_type, fields }),
                None => {
                    arguments.fail(&format!("{name}[{object_type}]"), "must be a list of names");
                }
            }
        }
        fieldsets
    }

    fn value(&self) -> Option<Value> {
        let mut object = Map::new();
        for fieldset in self {
            object.insert(fieldset.object_type.clone(), fieldset.fields.as_slice().into());
        }
        (!object.is_empty()).then(|| object.into())
    }
}

/// The fieldsets with the names of included relationships added.
///
/// A fieldset takes away relationships too, so an included object would come without the link that
/// leads to it.
pub(super) fn with_links(
    fieldsets: &[DidwwFieldset],
    includes: &[String],
    asked: &str,
) -> Vec<DidwwFieldset> {
    let mut fieldsets = fieldsets.to_vec();
    for include in includes {
        let mut object_type = asked;
        for relationship in include.split('.') {
            let of_type = fieldsets.iter_mut().filter(|it| it.object_type == object_type);
            for fieldset in of_type {
                if !fieldset.fields.iter().any(|it| it == relationship) {
                    fieldset.fields.push(relationship.to_owned());
                }
            }
            let Some(target) = target(object_type, relationship) else { break };
            object_type = target;
        }
    }
    fieldsets
}

/// The type that a relationship leads to.
fn target(object_type: &str, relationship: &str) -> Option<&'static str> {
    Some(match (object_type, relationship) {
        ("dids", "order") => "orders",
        ("dids" | "available_dids", "did_group") => "did_groups",
        ("dids" | "voice_in_trunk_groups", "voice_in_trunk" | "voice_in_trunks") => {
            "voice_in_trunks"
        }
        ("dids" | "voice_in_trunks", "voice_in_trunk_group") => "voice_in_trunk_groups",
        ("dids" | "trunk_groups", "trunk" | "trunks") => "trunks",
        ("dids" | "trunks", "trunk_group") => "trunk_groups",
        ("dids" | "shared_capacity_groups", "capacity_pool") => "capacity_pools",
        ("dids", "shared_capacity_group") | ("capacity_pools", "shared_capacity_groups") => {
            "shared_capacity_groups"
        }
        ("dids", "address_verification") => "address_verifications",
        ("dids", "identity") => "identities",
        ("dids", "emergency_calling_service") => "emergency_calling_services",
        ("dids", "emergency_verification") => "emergency_verifications",
        ("did_groups" | "cities" | "regions" | "areas" | "nanpa_prefixes", "country")
        | ("capacity_pools", "countries") => "countries",
        ("did_groups", "city") => "cities",
        ("did_groups" | "cities" | "nanpa_prefixes", "region") | ("countries", "regions") => {
            "regions"
        }
        ("cities", "area") => "areas",
        ("available_dids", "nanpa_prefix") => "nanpa_prefixes",
        ("did_reservations", "available_did") => "available_dids",
        ("did_groups", "address_requirement") => "address_requirements",
        ("did_groups", "requirement") => "requirements",
        ("did_groups" | "address_requirements" | "requirements", "did_group_type") => {
            "did_group_types"
        }
        ("did_groups", "stock_keeping_units") => "stock_keeping_units",
        ("capacity_pools", "qty_based_pricings") => "qty_based_pricings",
        ("voice_in_trunks" | "trunks", "pop") => "pops",
        ("shared_capacity_groups" | "address_verifications", "dids") => "dids",
        _ => return None,
    })
}
