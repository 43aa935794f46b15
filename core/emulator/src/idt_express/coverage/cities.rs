//! DID groups of the countries without regions: a row each.

use super::{Country, DidGroup, Fees};
use crate::money::Cents;

/// All rows as groups.
pub(super) fn groups() -> impl Iterator<Item = DidGroup> {
    let rows = CITIES.iter().flat_map(|&(iso, rows)| rows.iter().map(move |row| (iso, row)));
    rows.filter_map(|(iso, &Row(id, name, area_code, setup, monthly, per_minute, inventory))| {
        let (area_code, nxx) = match area_code.split_once(' ') {
            Some((area_code, nxx)) => (area_code, Some(nxx.to_owned())),
            None => (area_code, None),
        };
        Some(DidGroup {
            id,
            name: name.to_owned(),
            country: Country::find(iso)?,
            region: None,
            area_code: area_code.to_owned(),
            nxx,
            toll_free: name.contains("TOLL FREE"),
            fees: Fees {
                setup: Cents(setup),
                monthly: Cents(monthly),
                per_minute: Some(per_minute).filter(|rate| !rate.is_empty()),
            },
            inventory,
            scenario: None,
        })
    })
}

/// Id, name, area code (and NXX), setup fee and monthly fee in cents, rate, inventory.
struct Row(u32, &'static str, &'static str, i64, i64, &'static str, u32);

const CITIES: &[(&str, &[Row])] = &[
    (
        "AU",
        &[
            Row(10101, "SYDNEY", "2", 0, 350, "0.0190", 5_000),
            Row(10102, "MELBOURNE", "3", 0, 350, "0.0190", 5_000),
            Row(10103, "BRISBANE", "7", 0, 350, "0.0190", 2_000),
            Row(10104, "PERTH ", "8", 100, 400, "", 500),
        ],
    ),
    (
        "BR",
        &[
            Row(16801, "SAO PAULO", "11", 0, 300, "4.7354", 20_000),
            Row(16812, "RIO DE JANEIRO", "21", 0, 300, "4.7354", 10_000),
            Row(16823, "BELO HORIZONTE ", "31", 0, 300, "4.7354", 5_000),
            Row(16834, "BRASILIA", "61", 0, 325, "", 5_000),
            Row(16847, "SALVADOR ", "71", 0, 300, "4.7354", 100_000),
            Row(16899, "BRAZIL TOLL FREE", "800", 1_500, 1_200, "0.1450", 1_000),
        ],
    ),
    (
        "FR",
        &[
            Row(13101, "PARIS", "1", 0, 150, "0.0095", 20_000),
            Row(13102, "LILLE", "32", 0, 150, "0.0095", 2_000),
            Row(13103, "LYON", "47", 0, 150, "0.0095", 2_000),
            Row(13104, "MARSEILLE ", "49", 0, 150, "", 2_000),
            Row(13109, "FRANCE NON-GEOGRAPHIC", "9", 0, 125, "0.0095", 50_000),
        ],
    ),
    (
        "DE",
        &[
            Row(14901, "BERLIN", "30", 0, 200, "0.0110", 10_000),
            Row(14902, "HAMBURG", "40", 0, 200, "0.0110", 5_000),
            Row(14903, "FRANKFURT AM MAIN", "69", 250, 225, "0.0110", 5_000),
            Row(14904, "MUNCHEN", "89", 0, 225, "", 5_000),
        ],
    ),
    (
        "IL",
        &[
            Row(17201, "JERUSALEM", "2", 0, 275, "0.0150", 3_000),
            Row(17202, "TEL AVIV", "3", 0, 275, "0.0150", 3_000),
            Row(17203, "HAIFA", "4", 0, 275, "", 1_000),
        ],
    ),
    (
        "IT",
        &[
            Row(13901, "ROMA", "06", 0, 225, "0.0120", 5_000),
            Row(13902, "MILANO", "02", 0, 225, "0.0120", 5_000),
            Row(13903, "NAPOLI", "081", 0, 225, "", 2_000),
        ],
    ),
    (
        "JP",
        &[
            Row(18101, "TOKYO", "3", 500, 900, "0.0310", 2_000),
            Row(18102, "OSAKA", "6", 500, 900, "0.0310", 1_000),
        ],
    ),
    (
        "MX",
        &[
            Row(15201, "CIUDAD DE MEXICO", "55", 0, 350, "0.0170", 5_000),
            Row(15202, "GUADALAJARA", "33", 0, 350, "0.0170", 2_000),
            Row(15203, "MONTERREY ", "81", 0, 350, "", 2_000),
        ],
    ),
    (
        "NL",
        &[
            Row(13200, "AMSTERDAM", "20", 0, 175, "0.0090", 5_000),
            Row(13201, "ROTTERDAM", "10", 0, 175, "0.0090", 5_000),
            Row(13202, "DEN HAAG", "70", 0, 175, "", 2_000),
        ],
    ),
    (
        "PE",
        &[
            Row(11895, "LIMA", "1", 0, 525, "4.7354", 10_000),
            Row(11901, "TRUJILLO", "44", 0, 575, "4.7354", 1_000),
            Row(11907, "AREQUIPA ", "54", 0, 575, "", 1_000),
        ],
    ),
    (
        "PL",
        &[
            Row(19466, "KRAKOW", "12", 0, 250, "0.0140", 5_000),
            Row(19471, "WARSZAWA", "22", 0, 250, "0.0140", 10_000),
            Row(19488, "GDANSK", "58", 0, 250, "", 2_000),
            Row(19500, "PIOTRKOW TRYBUNALSKI", "44", 0, 250, "0.0140", 1_000),
        ],
    ),
    (
        "PR",
        &[
            Row(5301, "SAN JUAN (787) 200", "787 200", 0, 300, "0.0200", 2_000),
            Row(5302, "PONCE (787) 284", "787 284", 0, 300, "0.0200", 1_000),
            Row(5303, "MAYAGUEZ (939) 232", "939 232", 0, 325, "", 500),
        ],
    ),
    (
        "ES",
        &[
            Row(13401, "MADRID", "91", 0, 175, "0.0100", 5_000),
            Row(13402, "BARCELONA", "93", 0, 175, "0.0100", 5_000),
            Row(13403, "SEVILLA ", "95", 0, 175, "", 2_000),
        ],
    ),
    (
        "GB",
        &[
            Row(12401, "LONDON", "20", 0, 125, "0.0065", 50_000),
            Row(12402, "BIRMINGHAM", "121", 0, 100, "0.0065", 5_000),
            Row(12403, "MANCHESTER", "161", 0, 100, "0.0065", 5_000),
            Row(12404, "LEEDS", "113", 0, 213, "0.0065", 5_000),
            Row(12405, "EDINBURGH ", "131", 50, 100, "", 2_000),
            Row(12406, "GLASGOW", "141", 0, 100, "", 2_000),
            Row(12491, "UNITED KINGDOM TOLL FREE 800", "800", 200, 400, "0.0480", 2_000),
            Row(12492, "UNITED KINGDOM TOLL FREE 808", "808", 100, 300, "0.0480", 2_000),
        ],
    ),
];
