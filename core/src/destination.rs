//! Where a client's requests go, and what may go there.

use crate::channel::CarrierSetup;
use crate::config::{Environment, Settings};
use crate::error::{Error, Result};
use crate::host::Host;

/// Where an emulator in memory is: no host of the caller's, so its clients have its keys.
pub(crate) const EMULATOR: &str = "http://emulator.localhost";

/// Where requests go.
#[derive(Debug)]
pub(crate) struct Destination {
    pub(crate) base_url: String,
    pub(crate) environment: Environment,
    /// Whether it is one of the carrier's own hosts.
    pub(crate) at_the_carrier: bool,
    /// Whether it is a host of the caller's: an emulator, or a relay that adds keys.
    pub(crate) is_relay: bool,
    pub(crate) is_https: bool,
    pub(crate) is_loopback: bool,
    /// Whether it is the carrier's live host.
    is_live: bool,
}

/// What a client carries there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Carried {
    /// Whether its keys are for an emulator, all of them.
    pub(crate) keys_for_emulator: bool,
    /// Whether it has a source of tokens, of which it is known only later whom they are for.
    pub(crate) has_tokens: bool,
    pub(crate) has_proxy: bool,
}

impl Destination {
    pub(crate) fn of(setup: &CarrierSetup<'_>, settings: &Settings) -> Result<Self> {
        let environment = settings.environment.unwrap_or_default();
        let default_url = match environment {
            Environment::Live => setup.live.first().copied(),
            Environment::Sandbox => setup.sandbox,
        };
        let Some(base_url) = settings.base_url.as_deref().or(default_url) else {
            return Err(Error::configuration(format!(
                "{} has no sandbox: name `live` as `environment`, where money is spent, or the \
                 `base_url` of an emulator or of your own relay.",
                setup.carrier.title()
            )));
        };
        let base_url = base_url.trim_end_matches('/');
        let host = Host::of(base_url)?;
        let is_live = host.is_one_of(setup.live)?;
        let is_sandbox = setup.sandbox.map_or(Ok(false), |it| host.is_one_of(&[it]))?;
        let at_the_carrier = is_live || is_sandbox;
        Ok(Self {
            base_url: base_url.to_owned(),
            environment,
            at_the_carrier,
            is_relay: settings.base_url.is_some()
                && !at_the_carrier
                && !host.is_one_of(&[EMULATOR])?,
            is_https: host.is_https,
            is_loopback: host.is_loopback,
            is_live,
        })
    }

    /// Whether a client may send this there.
    pub(crate) fn takes(&self, carried: Carried) -> Result<()> {
        let wrong = |text: &str| Err(Error::configuration(text));
        if self.at_the_carrier && carried.keys_for_emulator {
            return wrong(
                "Keys that begin with `emulator-` are for an emulator: name its `base_url`, or use \
                 `Emulator`.",
            );
        }
        // Of tokens it is known only when they come.
        let is_private = self.is_https || self.is_loopback;
        if !is_private && !carried.keys_for_emulator && !carried.has_tokens {
            return wrong(
                "`base_url` must begin with https://. Plain http is for this machine and for keys \
                 that begin with `emulator-`.",
            );
        }
        let its = if self.is_live { Environment::Live } else { Environment::Sandbox };
        if self.at_the_carrier && its != self.environment {
            // Live money is spent only by a client that says so.
            return Err(Error::configuration(format!(
                "`base_url` is the carrier's {its} host: name `{its}` as `environment` too."
            )));
        }
        if carried.has_proxy && !self.is_https && !carried.keys_for_emulator {
            return wrong(
                "A `proxy` reads what is sent over plain http, the keys too: `base_url` must begin \
                 with https://.",
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: Carried = Carried { keys_for_emulator: false, has_tokens: false, has_proxy: false };
    const TOY_KEYS: Carried = Carried { keys_for_emulator: true, ..KEYS };
    const TOKENS: Carried = Carried { has_tokens: true, ..KEYS };
    const PROXIED: Carried = Carried { has_proxy: true, ..KEYS };

    fn to(base_url: &str, is_live: bool, is_carriers: bool) -> Destination {
        let host = Host::of(base_url).unwrap();
        Destination {
            base_url: base_url.to_owned(),
            environment: Environment::Sandbox,
            at_the_carrier: is_carriers,
            is_relay: !is_carriers,
            is_https: host.is_https,
            is_loopback: host.is_loopback,
            is_live,
        }
    }

    #[test]
    fn what_may_go_where() {
        let live = || to("https://live.example", true, true);
        let sandbox = || to("https://sandbox.example", false, true);
        let relay = || to("https://relay.example", false, false);
        let plain = || to("http://relay.example", false, false);
        let here = || to("http://127.0.0.1:4010", false, false);
        for (destination, carried, allowed) in [
            (live(), KEYS, false),
            (sandbox(), KEYS, true),
            (sandbox(), TOY_KEYS, false),
            (relay(), KEYS, true),
            (relay(), TOY_KEYS, true),
            (relay(), PROXIED, true),
            (plain(), KEYS, false),
            (plain(), TOY_KEYS, true),
            (plain(), TOKENS, true),
            (here(), KEYS, true),
            (here(), PROXIED, false),
        ] {
            let said = destination.takes(carried);
            assert_eq!(said.is_ok(), allowed, "{destination:?} {carried:?} {said:?}");
        }
        assert!(Destination { environment: Environment::Live, ..live() }.takes(KEYS).is_ok());
    }
}
