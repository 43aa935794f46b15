//! Fault rules: a fault for the n-th request of a route, for some of them, or for all.

use crate::fault::Fault;
use crate::members::{self, Members};
use crate::random::Random;
use serde_json::Value;

/// A fault that waits for its requests.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    route: Route,
    when: When,
    fault: Fault,
}

impl Rule {
    /// Reads a list of rules; the text of an error names the rule.
    pub(crate) fn read_all(rules: &Value) -> Result<Vec<Self>, String> {
        members::each(rules, "rule", Self::read)
    }

    /// The fault, if this request is one of those it waits for.
    pub(crate) fn fires(
        &mut self,
        method: &str,
        path: &[&str],
        random: &mut Random,
    ) -> Option<Fault> {
        if !self.route.matches(method, path) {
            return None;
        }
        let fires = match &mut self.when {
            When::Always => true,
            When::Chance(probability) => random.chance(*probability),
            When::Nth(left) => {
                *left = left.saturating_sub(1);
                let now = *left == 0;
                if now {
                    // One rule hurts one request: it never comes round again.
                    self.when = When::Never;
                }
                now
            }
            When::Never => false,
        };
        fires.then(|| self.fault.clone())
    }

    fn read(rule: &Value) -> Result<Self, String> {
        let mut members = Members::of(rule)?;
        let route = Route::parse(&members.require::<String>("route")?)?;
        let when = match (members.take("nth")?, members.take::<f64>("probability")?) {
            (Some(_), Some(_)) => {
                return Err("\"nth\" and \"probability\" exclude each other".into());
            }
            (Some(0), None) => return Err("\"nth\" counts from 1".into()),
            (Some(nth), None) => When::Nth(nth),
            (None, Some(probability)) if (0.0..=1.0).contains(&probability) => {
                When::Chance(probability)
            }
            (None, Some(probability)) => {
                return Err(format!("probability {probability} is not between 0 and 1"));
            }
            (None, None) => When::Always,
        };
        let fault = Fault::take(&mut members)?;
        members.finish()?;
        Ok(Self { route, when, fault })
    }
}

#[derive(Clone, Debug)]
enum When {
    Always,
    Chance(f64),
    Nth(u32),
    Never,
}

/// `POST /v1/dids/orders`, `/v1/dids/orders/*` or `*`.
#[derive(Clone, Debug)]
struct Route {
    method: Option<String>,
    /// None for any path.
    segments: Option<Vec<String>>,
}

impl Route {
    fn parse(text: &str) -> Result<Self, String> {
        let (method, path) = match text.split_once(' ') {
            Some((method, path)) => (Some(method.to_ascii_uppercase()), path.trim()),
            None => (None, text),
        };
        let segments = match path.strip_prefix('/') {
            Some(path) => Some(path.split('/').map(str::to_owned).collect()),
            None if path == "*" => None,
            None => {
                return Err(format!(
                    "route {text:?} is none; write \"POST /v1/dids/orders\", \
                     \"/v1/dids/orders/*\" or \"*\""
                ));
            }
        };
        Ok(Self { method: method.filter(|method| method != "*"), segments })
    }

    fn matches(&self, method: &str, path: &[&str]) -> bool {
        let open = |pattern: &str| pattern == "*" || pattern.starts_with('{');
        self.method.as_deref().is_none_or(|wanted| wanted == method)
            && self.segments.as_ref().is_none_or(|patterns| {
                patterns.len() == path.len()
                    && patterns
                        .iter()
                        .zip(path)
                        .all(|(pattern, segment)| open(pattern) || pattern == segment)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;
    use serde_json::json;

    fn fired(rule: Value, requests: &[(&str, &str)]) -> Vec<bool> {
        let mut rule = Rule::read_all(&json!([rule])).unwrap().remove(0);
        let mut random = Random::stream(7, Purpose::Faults);
        let mut fires = |&(method, path): &(&str, &str)| {
            let path: Vec<&str> = path.split('/').collect();
            rule.fires(method, &path, &mut random).is_some()
        };
        requests.iter().map(&mut fires).collect()
    }

    #[test]
    fn the_nth_request_of_a_route_is_hit_once() {
        let rule = json!({"route": "POST /orders", "nth": 2, "fault": "reset_after"});
        let post = ("POST", "orders");
        let hits = fired(rule, &[post, ("GET", "orders"), post, post, post]);
        assert_eq!(hits, [false, false, true, false, false]);
    }

    #[test]
    fn placeholders_and_missing_methods_match_anything() {
        let rule = json!({"route": "/orders/{order_id}", "fault": "hang"});
        let hits = fired(rule, &[("GET", "orders/1"), ("PUT", "orders/2"), ("GET", "orders")]);
        assert_eq!(hits, [true, true, false]);
        let rule = json!({"route": "*", "fault": "hang"});
        assert_eq!(fired(rule, &[("GET", "x/y"), ("POST", "z")]), [true, true]);
    }

    #[test]
    fn probability_hits_some() {
        let rule = json!({"route": "* *", "probability": 0.5, "fault": "garbage"});
        let hits = fired(rule, &[("GET", "x"); 1_000]).iter().filter(|&&hit| hit).count();
        assert!((400..600).contains(&hits), "{hits}");
    }

    #[test]
    fn mistakes_name_the_rule() {
        let error = |rule: Value| Rule::read_all(&json!([rule])).unwrap_err();
        assert_eq!(error(json!({"fault": "hang"})), r#"rule 0: member "route" is missing"#);
        assert!(error(json!({"route": "orders", "fault": "hang"})).contains("is none"));
        assert!(error(json!({"route": "*", "nth": 0, "fault": "hang"})).contains("from 1"));
        let both = json!({"route": "*", "nth": 1, "probability": 1, "fault": "hang"});
        assert!(error(both).contains("exclude"));
        assert!(error(json!({"route": "*", "probability": 2, "fault": "hang"})).contains("2"));
        assert!(error(json!({"route": "*", "after": 2, "fault": "hang"})).contains("\"after\""));
    }
}
