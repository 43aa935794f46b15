//! Countries and regions.

/// A country the carrier sells numbers of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Country {
    /// Its name in the list of countries; elsewhere it is written in capitals.
    pub(crate) name: &'static str,
    /// ISO 3166-1 alpha-2.
    pub(crate) iso: &'static str,
    /// The international calling code.
    pub(crate) calling_code: &'static str,
    /// How many digits follow the calling code.
    pub(crate) national_digits: usize,
    /// Whether its groups are listed by region.
    pub(crate) has_regions: bool,
    /// Whether it has toll-free groups.
    pub(crate) supports_toll_free: bool,
    /// Its regions.
    pub(crate) regions: &'static [Region],
}

/// A part of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its code, for example `US-AK`.
    pub(crate) code: &'static str,
}

impl Country {
    /// All countries, by name.
    pub(crate) fn all() -> &'static [Self] {
        &COUNTRIES
    }

    /// The country of this code.
    pub(crate) fn find(iso: &str) -> Option<&'static Self> {
        COUNTRIES.iter().find(|country| country.iso == iso)
    }

    /// The region of this code.
    pub(crate) fn region(&self, code: &str) -> Option<&'static Region> {
        self.regions.iter().find(|region| region.code == code)
    }

    /// Whether its numbers belong to the North American plan.
    pub(crate) fn is_nanp(&self) -> bool {
        self.calling_code == "1"
    }
}

static COUNTRIES: [Country; 17] = [
    country("Australia", "AU", "61", 9),
    Country { supports_toll_free: true, ..country("Brazil", "BR", "55", 10) },
    Country {
        has_regions: true,
        supports_toll_free: true,
        regions: &CANADA,
        ..country("Canada", "CA", "1", 10)
    },
    country("France", "FR", "33", 9),
    country("Germany", "DE", "49", 10),
    country("Israel", "IL", "972", 8),
    country("Italy", "IT", "39", 10),
    country("Japan", "JP", "81", 9),
    country("Liechtenstein", "LI", "423", 7),
    country("Mexico", "MX", "52", 10),
    country("Netherlands", "NL", "31", 9),
    country("Peru", "PE", "51", 8),
    country("Poland", "PL", "48", 9),
    country("Puerto Rico", "PR", "1", 10),
    country("Spain", "ES", "34", 9),
    Country { supports_toll_free: true, ..country("United Kingdom", "GB", "44", 10) },
    Country {
        has_regions: true,
        supports_toll_free: true,
        regions: &USA,
        ..country("USA", "US", "1", 10)
    },
];

// CA-NF as the carrier's page has it; ISO 3166-2 says CA-NL.
static CANADA: [Region; 7] = [
    region("Alberta", "CA-AB"),
    region("British Columbia", "CA-BC"),
    region("Manitoba", "CA-MB"),
    region("Newfoundland and Labrador", "CA-NF"),
    region("Nova Scotia", "CA-NS"),
    region("Ontario", "CA-ON"),
    region("Quebec", "CA-QC"),
];

static USA: [Region; 12] = [
    region("Alaska", "US-AK"),
    region("California", "US-CA"),
    region("District of Columbia", "US-DC"),
    region("Florida", "US-FL"),
    region("Georgia", "US-GA"),
    region("Illinois", "US-IL"),
    region("Louisiana", "US-LA"),
    region("Massachusetts", "US-MA"),
    region("New Jersey", "US-NJ"),
    region("New York", "US-NY"),
    region("Texas", "US-TX"),
    region("Washington", "US-WA"),
];

const fn country(
    name: &'static str,
    iso: &'static str,
    calling_code: &'static str,
    national_digits: usize,
) -> Country {
    Country {
        name,
        iso,
        calling_code,
        national_digits,
        has_regions: false,
        supports_toll_free: false,
        regions: &[],
    }
}

const fn region(name: &'static str, code: &'static str) -> Region {
    Region { name, code }
}
