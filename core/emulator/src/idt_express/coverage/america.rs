//! DID groups of the USA and Canada: a group for each exchange of a few cities of each region.

use super::{Country, DidGroup, Fees};
use crate::money::Cents;

/// The groups of all regions.
pub(super) fn groups() -> impl Iterator<Item = DidGroup> {
    let generated = REGIONS.iter().flat_map(Row::groups);
    ALASKA.iter().filter_map(Sample::group).chain(generated)
}

/// The toll-free groups, one an area code.
pub(super) fn toll_free_groups() -> impl Iterator<Item = DidGroup> {
    TOLL_FREE.iter().filter_map(|&(id, iso, area_code, monthly)| {
        let country = Country::find(iso)?;
        Some(DidGroup {
            id,
            name: format!("{} TOLL FREE {area_code}", country.name.to_ascii_uppercase()),
            country,
            region: None,
            area_code: area_code.to_owned(),
            nxx: None,
            toll_free: true,
            fees: Fees { setup: Cents(100), monthly: Cents(monthly), per_minute: Some("0.0210") },
            inventory: 20_000,
            scenario: None,
        })
    })
}

/// One region: the id of its first group, its fees, its cities with their area codes.
struct Row {
    code: &'static str,
    first_id: u32,
    monthly: i64,
    cities: &'static [(&'static str, &'static str)],
}

impl Row {
    /// Every city has exchanges of its own; no two cities of an area code share one.
    fn groups(&self) -> impl Iterator<Item = DidGroup> + '_ {
        let exchanges = self.cities.iter().flat_map(|city| (0..EXCHANGES).map(move |_| city));
        exchanges.zip(0_u32..).filter_map(|(&(city, area_code), index)| {
            let country = Country::find(self.code.get(..2)?)?;
            let nxx = 210 + index * 29 % 780;
            Some(DidGroup {
                id: self.first_id + index,
                name: format!("{city} ({area_code}) {nxx}"),
                country,
                region: country.region(self.code),
                area_code: area_code.to_owned(),
                nxx: Some(nxx.to_string()),
                toll_free: false,
                fees: Fees {
                    setup: Cents(if index % 5 == 4 { 100 } else { 0 }),
                    monthly: Cents(self.monthly),
                    per_minute: (index % 7 != 6).then_some("0.0075"),
                },
                inventory: 200 + index * 37 % 800,
                scenario: None,
            })
        })
    }
}

/// A group of the carrier's page, which puts both of its examples in Alaska.
struct Sample(u32, &'static str, &'static str, &'static str);

impl Sample {
    fn group(&self) -> Option<DidGroup> {
        let &Self(id, name, area_code, nxx) = self;
        let country = Country::find("US")?;
        Some(DidGroup {
            id,
            name: name.to_owned(),
            country,
            region: country.region("US-AK"),
            area_code: area_code.to_owned(),
            nxx: Some(nxx.to_owned()),
            toll_free: false,
            fees: Fees { setup: Cents(0), monthly: Cents(500), per_minute: Some("4.7354") },
            inventory: 1_000,
            scenario: None,
        })
    }
}

const EXCHANGES: u32 = 5;

const ALASKA: [Sample; 2] = [
    Sample(2992, "FANWOOD (908) 312", "908", "312"),
    Sample(4884, "Monroe (318) 450", "318", "450"),
];

const TOLL_FREE: [(u32, &str, &str, i64); 7] = [
    (7001, "US", "800", 250),
    (7002, "US", "888", 200),
    (7003, "US", "877", 200),
    (7004, "US", "866", 200),
    (7101, "CA", "855", 300),
    (7102, "CA", "844", 300),
    (7103, "CA", "833", 300),
];

const REGIONS: [Row; 18] = [
    Row {
        code: "US-CA",
        first_id: 1000,
        monthly: 100,
        cities: &[
            ("LOS ANGELES", "213"),
            ("SAN FRANCISCO", "415"),
            ("SAN DIEGO", "619"),
            ("SACRAMENTO", "916"),
            ("OAKLAND", "510"),
            ("SAN JOSE", "408"),
        ],
    },
    Row { code: "US-DC", first_id: 1100, monthly: 125, cities: &[("WASHINGTON", "202")] },
    Row {
        code: "US-FL",
        first_id: 1200,
        monthly: 100,
        cities: &[("MIAMI", "305"), ("ORLANDO", "407"), ("TAMPA", "813"), ("TALLAHASSEE", "850")],
    },
    Row {
        code: "US-GA",
        first_id: 1300,
        monthly: 100,
        cities: &[("ATLANTA", "404"), ("SAVANNAH", "912"), ("AUGUSTA", "706"), ("MACON", "478")],
    },
    Row {
        code: "US-IL",
        first_id: 1400,
        monthly: 110,
        cities: &[("CHICAGO", "312"), ("SPRINGFIELD", "217"), ("PEORIA", "309")],
    },
    Row {
        code: "US-LA",
        first_id: 1500,
        monthly: 150,
        cities: &[("NEW ORLEANS", "504"), ("BATON ROUGE", "225"), ("LAFAYETTE", "337")],
    },
    Row {
        code: "US-MA",
        first_id: 1600,
        monthly: 110,
        cities: &[("BOSTON", "617"), ("WORCESTER", "508"), ("LOWELL", "978")],
    },
    Row {
        code: "US-NJ",
        first_id: 1700,
        monthly: 100,
        cities: &[("NEWARK", "973"), ("JERSEY CITY", "201"), ("TRENTON", "609")],
    },
    Row {
        code: "US-NY",
        first_id: 1800,
        monthly: 150,
        cities: &[
            ("NEW YORK CITY", "212"),
            ("BROOKLYN", "718"),
            ("ALBANY", "518"),
            ("BUFFALO", "716"),
        ],
    },
    Row {
        code: "US-TX",
        first_id: 1900,
        monthly: 100,
        cities: &[("DALLAS", "214"), ("HOUSTON", "713"), ("AUSTIN", "512"), ("EL PASO", "915")],
    },
    Row {
        code: "US-WA",
        first_id: 2000,
        monthly: 100,
        cities: &[("SEATTLE", "206"), ("SPOKANE", "509"), ("TACOMA", "253")],
    },
    Row {
        code: "CA-AB",
        first_id: 6000,
        monthly: 175,
        cities: &[("CALGARY", "403"), ("EDMONTON", "780")],
    },
    Row {
        code: "CA-BC",
        first_id: 6100,
        monthly: 175,
        cities: &[("VANCOUVER", "604"), ("VICTORIA", "250")],
    },
    Row { code: "CA-MB", first_id: 6200, monthly: 200, cities: &[("WINNIPEG", "204")] },
    Row { code: "CA-NF", first_id: 6300, monthly: 225, cities: &[("ST. JOHN'S", "709")] },
    Row { code: "CA-NS", first_id: 6400, monthly: 200, cities: &[("HALIFAX", "902")] },
    Row {
        code: "CA-ON",
        first_id: 6500,
        monthly: 150,
        cities: &[("TORONTO", "416"), ("OTTAWA", "613"), ("LONDON", "519")],
    },
    Row {
        code: "CA-QC",
        first_id: 6600,
        monthly: 150,
        cities: &[("MONTREAL", "514"), ("QUEBEC", "418")],
    },
];
