//! Bodies that were packed on their way (RFC 9110, 8.4).

use std::io::Read;
use std::time::Instant;

use flate2::bufread::MultiGzDecoder;
use tokio::task::yield_now;

use super::garbled;
use super::head::words;
use crate::transport::{Failure, HttpResponse, TransportError};

/// How often a body may be packed.
const MOST_LAYERS: usize = 3;
/// How much is unpacked before other calls have their turn.
const PIECE: usize = 256 * 1024;

/// The answer with its body unpacked. What was packed otherwise than by gzip, which alone is asked for, is
/// left as it is, for labels such as `utf-8` are about nothing.
pub(super) async fn unpacked(
    mut answer: HttpResponse,
    most: usize,
    until: Option<Instant>,
) -> Result<HttpResponse, TransportError> {
    let labels = words(&answer.headers, "content-encoding");
    let labels: Vec<bool> = labels
        .filter(|it| !it.eq_ignore_ascii_case("identity"))
        .map(|it| it.eq_ignore_ascii_case("gzip") || it.eq_ignore_ascii_case("x-gzip"))
        .collect();
    // The last label was put on last.
    for (layer, is_gzip) in labels.into_iter().rev().enumerate() {
        if answer.body.is_empty() || !is_gzip {
            break;
        }
        if layer == MOST_LAYERS {
            return Err(garbled(format!("it was packed more than {MOST_LAYERS} times")));
        }
        answer.body = plain(&answer.body, most, until).await?;
    }
    Ok(answer)
}

async fn plain(
    packed: &[u8],
    most: usize,
    until: Option<Instant>,
) -> Result<Vec<u8>, TransportError> {
    let mut decoder = MultiGzDecoder::new(packed);
    let mut plain = Vec::new();
    loop {
        let piece = PIECE as u64;
        let read = Read::by_ref(&mut decoder).take(piece).read_to_end(&mut plain);
        let read = read.map_err(|error| garbled(format!("its gzip is broken: {error}")))?;
        if plain.len() > most {
            let text = format!("the answer is larger than {most} bytes");
            return Err(TransportError::new(Failure::TooLarge, false, text));
        }
        if read < PIECE {
            return Ok(plain);
        }
        if until.is_some_and(|it| Instant::now() >= it) {
            let text = "the answer came too late to be unpacked";
            return Err(TransportError::new(Failure::Timeout, false, text));
        }
        yield_now().await;
    }
}
