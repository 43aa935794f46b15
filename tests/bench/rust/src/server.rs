//! A server that answers every request with the same body, and does nothing else.

use std::error::Error;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A page of so many numbers, in the carrier's shape.
pub(crate) fn page(rows: usize) -> Result<Vec<u8>, serde_json::Error> {
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

/// Starts it on a free port and returns its URL.
pub(crate) async fn start(body: Vec<u8>) -> Result<String, Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let mut answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    answer.extend(body);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let answer = answer.clone();
            tokio::spawn(async move {
                let mut head = [0; 4096];
                // A GET without a body arrives in one piece on loopback.
                while socket.read(&mut head).await.is_ok_and(|bytes| bytes > 0) {
                    if socket.write_all(&answer).await.is_err() {
                        break;
                    }
                }
            });
        }
    });
    Ok(url)
}
