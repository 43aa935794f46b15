//! Pages in the carriers' shapes, as large as their users' are.

use serde_json::{Value, json};

/// A page of so many numbers, in the carrier's shape.
pub(crate) fn numbers(rows: usize) -> Result<Vec<u8>, serde_json::Error> {
    let numbers: Vec<_> = (0..rows)
        .map(|row| {
            json!({
                "number": format!("0115571350{row:05}"),
                "status": "active",
                "added_at": "2020-06-24T19:02:51.000Z",
                "did_group": {
                    "name": "SALVADOR ", "id": 16847, "country_calling_code": "55",
                    "area_code": "71", "nxx": null, "toll_free": false,
                    "country": { "name": "BRAZIL", "iso": "BR", "has_regions": false,
                                 "supports_toll_free": true },
                    "fees": { "setup_fee": "0.00", "monthly_fee": "3.00",
                              "per_minute_rate": "4.7354" }
                }
            })
        })
        .collect();
    serde_json::to_vec(&json!({
        "numbers": numbers, "meta": { "page": 1, "page_size": rows, "total": rows }
    }))
}

/// A page of so many DIDs, most of which is links.
pub(crate) fn dids(rows: usize) -> Result<Vec<u8>, serde_json::Error> {
    let data: Vec<Value> = (0..rows)
        .map(|row| {
            let id = format!("ac40fb08-ac14-4a6c-8f20-{row:012}");
            let relationship = |name: &str| {
                let base = format!("https://api.didww.com/v3/dids/{id}");
                let links = json!({
                    "self": format!("{base}/relationships/{name}"),
                    "related": format!("{base}/{name}")
                });
                (name.to_owned(), json!({ "links": links }))
            };
            let names = [
                "did_group", "order", "voice_in_trunk", "voice_in_trunk_group", "capacity_pool",
                "shared_capacity_group", "address_verification",
            ];
            json!({
                "id": id,
                "type": "dids",
                "attributes": {
                    "blocked": false,
                    "capacity_limit": 1,
                    "description": "string",
                    "terminated": false,
                    "awaiting_registration": false,
                    "number": format!("4420{row:08}"),
                    "expires_at": "2017-06-25T08:21:41.795Z",
                    "channels_included_count": 2,
                    "created_at": "2017-06-25T08:21:41.795Z",
                    "dedicated_channels_count": 0
                },
                "relationships": names.map(relationship).into_iter().collect::<serde_json::Map<_, _>>()
            })
        })
        .collect();
    serde_json::to_vec(&json!({ "data": data, "meta": { "total_records": rows } }))
}
