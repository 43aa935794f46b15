use super::*;

const ONE: &str = "type=local&search=555&quantity=2&fill_quantity=1";
const SHORT: &str = "type=local&search=291&quantity=5&fill_quantity=0";

fn bytes(switches: &[(&str, Value)], order: &str) -> Vec<u8> {
    answered(switches, order).body
}

fn answered(switches: &[(&str, Value)], order: &str) -> Response {
    let mut emulator = Emulator::new(7);
    for (switch, value) in switches {
        emulator.set(&format!("dialog_tech_{switch}"), value.clone()).unwrap();
    }
    emulator.whole(&get(&format!("{KEYS}&{order}")))
}

fn begins(switches: &[(&str, Value)], with: &[u8]) {
    let body = bytes(switches, ONE);
    assert!(body.starts_with(with), "{:?}", String::from_utf8_lossy(&body));
}

#[test]
fn what_comes_before_the_root() {
    begins(
        &[("prolog", json!("declaration"))],
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<response>",
    );
    begins(&[("prolog", json!("none"))], b"<response>\n<result>success</result>");
    begins(&[("bom", json!(true))], b"\xef\xbb\xbf<?xml");
    begins(&[("leading_space", json!(true))], b"\n \n<?xml");
    let both = [("bom", json!(true)), ("leading_space", json!(true)), ("prolog", json!("none"))];
    begins(&both, b"\xef\xbb\xbf\n \n<response>");
}

#[test]
fn encodings_show() {
    let encoding = |name: &str| answered(&[("encoding", json!(name))], ONE);
    let latin = encoding("iso-8859-1");
    assert!(latin.body.starts_with(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"));
    assert!(latin.body.windows(6).any(|bytes| bytes == b"num\xe9ro"));
    assert_eq!(latin.headers[0].1, "text/xml; charset=ISO-8859-1");
    let mislabelled = encoding("mislabelled");
    assert!(mislabelled.body.starts_with(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
    assert!(std::str::from_utf8(&mislabelled.body).is_err());
    let wide = encoding("utf-16");
    assert!(wide.body.starts_with(b"\xff\xfe<\0?\0x\0"));
    let units = wide.body.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let text = String::from_utf16(&units.collect::<Vec<u16>>()).unwrap();
    assert!(text.contains("encoding=\"UTF-16\"") && text.ends_with("</response>\n"));
}

#[test]
fn types_statuses_and_words_are_switches() {
    let typed = answered(&[("content_type", json!("text/html"))], ONE);
    assert_eq!(typed.headers[0], ("content-type".to_owned(), "text/html".to_owned()));
    let refusal = "type=local&search=292&quantity=1&fill_quantity=1";
    let switches = [
        ("failure_word", json!("error")),
        ("failure_text", json!("NO <NUMBERS> & NONE")),
        ("failure_status", json!(403)),
        ("success_word", json!("ok")),
    ];
    let response = answered(&switches, refusal);
    let text = String::from_utf8(response.body).unwrap();
    assert_eq!(response.status, 403);
    assert!(text.contains("<result>error</result>"));
    assert!(
        text.contains("<result_description>NO &lt;NUMBERS&gt; &amp; NONE</result_description>")
    );
    let bought = answered(&switches, ONE);
    assert_eq!((bought.status, Said::of(&bought).result.as_str()), (200, "ok"));
}

#[test]
fn quantity_may_count_something_else() {
    let said = |what: &str| {
        let said = Said::of(&answered(&[("quantity_element", json!(what))], SHORT));
        assert_eq!((said.result.as_str(), said.numbers.len()), ("success", 3));
        said.description
    };
    assert_eq!(
        (said("bought"), said("asked"), said("wrong")),
        ("3".into(), "5".into(), "4".into())
    );
    assert!(!said("absent").contains("quantity"));
}

#[test]
fn quantities_at_the_edges_are_switches() {
    let local = "type=local&search=555&fill_quantity=1";
    assert_eq!(set("missing_quantity", json!("fail")).buy(local).refused(), "quantity is required");
    let over = format!("{local}&quantity=26");
    assert_eq!(set("quantity_over", json!("clamp")).buy(&over).bought().len(), 25);
    let mut empty = set("zero_quantity", json!("empty"));
    assert_eq!(empty.buy(&format!("{local}&quantity=0")).bought().len(), 0);
    let none = "type=local&search=292&quantity=2&fill_quantity=";
    empty.set("dialog_tech_none_available", json!("empty")).unwrap();
    assert_eq!(empty.buy(&format!("{none}0")).bought().len(), 0);
    assert_eq!(empty.buy(&format!("{none}1")).refused(), "only 0 of 2 numbers are available");
    assert!(empty.ledger().is_empty());
}

#[test]
fn parameters_that_do_not_belong_are_switches() {
    let mut emulator = Emulator::new(7);
    let toll_free = "type=tollfree&quantity=1&fill_quantity=1";
    let searched = format!("{toll_free}&search=888");
    let refused = "search is not supported for toll free numbers";
    assert_eq!(emulator.buy(&searched).refused(), refused);
    let distant = format!("{toll_free}&distance=5");
    assert_eq!(emulator.buy(&distant).refused(), "distance is for local and canadian_local");
    assert_eq!(emulator.buy(&format!("{toll_free}&distance=0")).bought().len(), 1);
    let mut lenient = set("toll_free_search", json!("ignore"));
    assert_eq!(lenient.buy(&searched).bought().len() + lenient.buy(&distant).bought().len(), 2);

    let mut strict = set("unknown_parameters", json!("fail"));
    assert_eq!(strict.buy(&format!("{ONE}&x=1")).refused(), "x is no parameter of numbers.order");
    let mut whole = set("distance_fractions", json!(false));
    assert!(whole.buy(&format!("{ONE}&distance=2.5")).refused().contains("distance"));
    assert_eq!(whole.buy(&format!("{ONE}&distance=2")).bought().len(), 2);
}

#[test]
fn readings_of_the_request_are_switches() {
    let (path, query) = KEYS.split_once('?').unwrap();
    let form = post(path, &format!("{query}&{ONE}"));
    let said = Said::of(&set("post", json!(false)).whole(&form));
    assert_eq!(said.refused(), "action is required");
    let keyless = get("/ibp_api.php?action=other");
    assert_eq!(
        Said::of(&set("keys_first", json!(true)).whole(&keyless)).refused(),
        "access_key is required"
    );
    let cleansed = "type=local&search=293&quantity=1&fill_quantity=1";
    assert!(
        set("cleansed_only_default", json!(true)).buy(cleansed).refused().contains("available")
    );
    let far = "type=local&search=297&quantity=1&distance=10";
    assert_eq!(set("miles_apart", json!(10)).count(far), 1);
    let few = "type=true800&quantity=5";
    assert_eq!(set("toll_free_available", json!(2)).count(few), 2);
}

#[test]
fn wrong_values_are_told() {
    let mut emulator = Emulator::new(7);
    let mut error = |switch: &str, value: Value| emulator.set(switch, value).unwrap_err();
    assert!(error("dialog_tech_nothing", json!(1)).contains("known are balance"));
    let text = error("dialog_tech_prolog", json!("both"));
    assert!(text.starts_with("switch \"dialog_tech_prolog\" cannot be \"both\""), "{text}");
    assert!(error("dialog_tech_content_type", json!("a\r\nb")).contains("no header value"));
    assert!(error("dialog_tech_failure_status", json!(99)).contains("99"));
    assert!(error("dialog_tech_miles_apart", json!(0)).contains("least"));
    assert!(error("dialog_tech_free_slots", json!({"toll": 1})).contains("dialog_tech_free_slots"));
    // Without its prefix a switch is unknown.
    assert!(error("prolog", json!("none")).contains("unknown switch"));
}
