//! What is checked before a request is read: its key, its pace and its media types.

use super::Ask;
use super::error::Failure;
use super::version::Version;

/// The key of a request. Only made-up ones are good here, so that nobody brings a real one.
pub(crate) fn key<'a>(ask: Ask<'a>, version: Version) -> Result<&'a str, Failure> {
    let made_up = |key: &&str| key.starts_with("emulator-");
    let bearer = ask.request.header("authorization").filter(|_| version == Version::V2026November);
    let bearer = bearer.and_then(|text| text.strip_prefix("Bearer ")).filter(made_up);
    let key = ask.request.header("api-key").filter(made_up);
    key.or(bearer).ok_or_else(Failure::unauthorized)
}

/// For each key when its second began, and how much was asked in it.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    seconds: Vec<(String, u64, u32)>,
}

impl Pace {
    /// Counts a request, and refuses it when there were too many.
    pub(crate) fn count(&mut self, ask: Ask<'_>, key: &str) -> Result<(), Failure> {
        let Some(most) = ask.own.rate_limit else { return Ok(()) };
        let known = self.seconds.iter().position(|(of, ..)| of == key);
        let known = known.unwrap_or_else(|| {
            self.seconds.push((key.to_owned(), ask.now_ms, 0));
            self.seconds.len() - 1
        });
        let Some((_, began_ms, count)) = self.seconds.get_mut(known) else { return Ok(()) };
        if ask.now_ms >= began_ms.saturating_add(1_000) {
            (*began_ms, *count) = (ask.now_ms, 0);
        }
        *count = count.saturating_add(1);
        if *count <= most { Ok(()) } else { Err(Failure::throttled(ask.own.retry_after_s)) }
    }
}

/// 415 and 406: media types of JSON:API bear no parameters.
pub(crate) fn media_types(ask: Ask<'_>) -> Result<(), Failure> {
    let sent = ask.request.header("content-type");
    let writes = ask.request.method != "GET";
    let good = match sent {
        None => !(writes || ask.own.headers_required),
        Some(MEDIA_TYPE) => true,
        // Reads are asked for no type, only for none with parameters.
        Some(other) => !writes && !ask.own.headers_required && !of_json_api(other),
    };
    let accept = ask.request.header("accept");
    let accepted = match accept {
        None | Some("") => !ask.own.headers_required,
        Some(list) => list.split(',').map(str::trim).any(|one| one == MEDIA_TYPE || one == "*/*"),
    };
    if !accepted {
        let accept = accept.unwrap_or_default();
        let detail = format!(
            "All requests must use the '{MEDIA_TYPE}' Accept without media type parameters. \
             This request specified '{accept}'."
        );
        return Err(Failure::of(406, "406", "Not acceptable", detail));
    }
    if good {
        return Ok(());
    }
    let sent = sent.unwrap_or_default();
    let detail = format!(
        "All requests that create or update must use the '{MEDIA_TYPE}' Content-Type. This request \
         specified '{sent}'."
    );
    Err(Failure::of(415, "415", "Unsupported media type", detail))
}

fn of_json_api(content_type: &str) -> bool {
    content_type.split(';').next().is_some_and(|kind| kind.trim() == MEDIA_TYPE)
}

/// The only one.
pub(crate) const MEDIA_TYPE: &str = "application/vnd.api+json";
