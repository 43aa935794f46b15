//! What a Rust program expects of any library: its bounds, its conversions, its errors and streams.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt::Debug;
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use serde_json::{Map, json};
use telnum::{
    Attempt, CallOptions, DialogTech, DialogTechBuilder, Didww, DidwwBuilder, DidwwDidFilter,
    DidwwInclude, Emulator, Error, ErrorKind, GetOrder, Id, IdtExpress, IdtExpressBuilder,
    ListDidGroups, ListDids, ListNumbers, ListOrders, OrderNumbers, OrderWatch, Secret, Settings,
    Surroundings, WaitForOrder,
};

#[test]
fn an_id_is_taken_in_whatever_form_it_is_held() {
    fn taken(id: impl Into<Id>) -> bool {
        id.into().as_str() == "16847"
    }
    let id = Id::from(16847);
    let text = String::from("16847");
    assert!(taken(&id) && taken(&text) && taken("16847") && taken(text.clone()));
    assert!(taken(Cow::from("16847")) && taken(Cow::from(text.clone())));
    assert!(taken(text.into_boxed_str()));
    assert!(taken(16847) && taken(16847_u32) && taken(16847_i64) && taken(16847_u64));
    assert!(taken(16847_usize) && taken(16847_u128));
    assert_eq!(id.as_ref(), "16847");
    assert_eq!(String::from(id.clone()), id.to_string());
    assert!(taken(id));
}

#[tokio::test]
async fn an_id_that_is_kept_is_lent_to_each_call() {
    let emulator = Emulator::new(7);
    let client = emulator.idt_express().unwrap();
    let group = Id::from(16847);
    client.preview_order(&group, 1).await.unwrap();
    let order = Id::from(client.create_order(&group, 1).await.unwrap().id);
    emulator.advance(Duration::from_secs(9));
    client.get_order(&order).await.unwrap();
    client.send(&GetOrder::new(&order), CallOptions::new()).await.unwrap();
    client.wait_for_order(&order).await.unwrap();
    client.watch_order(WaitForOrder::new(&order), CallOptions::new()).unwrap();
}

#[tokio::test]
async fn texts_are_taken_owned_and_lent() {
    let emulator = Emulator::new(7);
    let client = emulator.idt_express().unwrap();
    let country = String::from("BR");
    client.list_regions(&country).await.unwrap();
    client.list_regions(Cow::from("BR")).await.unwrap();
    client.list_did_groups(ListDidGroups::new(&country)).await.unwrap();
    let secret = Secret::from("1234567890");
    let builder = IdtExpress::builder().api_key(&secret).api_secret(secret);
    builder.base_url(Cow::from("https://relay.example")).build().unwrap();

    let names: Vec<String> = vec!["did_group".to_owned()];
    let ids: Vec<Id> = vec![Id::from(1), Id::from(2)];
    let request = || {
        let filter = DidwwDidFilter::new().did_group_id(&ids).city_id(&ids[0]).order_id(7_u64);
        ListDids::new().filter(filter.country_id(&ids[..]))
    };
    let wanted = request().include(["did_group"]).sort(["-number"]).fields(["number"]);
    let lent = request().include(&names).sort(&["-number".to_owned()]);
    assert_eq!(lent.fields(&["number".to_owned()]), wanted);
    let owned = request().include(names).sort(vec!["-number".to_owned()]);
    assert_eq!(owned.fields(Some("number".to_owned())), wanted);
    assert_eq!(ListDids::new().include([DidwwInclude::Order]).include.len(), 1);
    let kind = "Local".to_owned();
    assert_eq!(OrderNumbers::new(&kind, 1), OrderNumbers::new(kind, 1));
}

#[tokio::test]
async fn a_walk_is_a_stream_that_needs_no_pinning() {
    let emulator = Emulator::new(7);
    let client = emulator.idt_express().unwrap();
    let order = client.create_order(16847, 3).await.unwrap();
    emulator.advance(Duration::from_secs(20));

    let mut orders = client.orders(ListOrders::new()).into_stream();
    while let Some(listed) = orders.next().await {
        if listed.unwrap().id == order.id {
            break;
        }
    }
    let mut watch =
        client.watch_order(WaitForOrder::new(&order.id), CallOptions::new()).unwrap().into_stream();
    let mut seen = Vec::new();
    while let Some(order) = watch.next().await {
        seen.push(order.unwrap());
    }
    assert!(seen.last().is_some_and(|it| it.fulfilled == Some(3)), "{seen:?}");

    let client = emulator.didww().unwrap();
    let dids = client.dids(ListDids::new()).pages_ahead(2).into_stream();
    assert!(dids.filter_map(async |it| it.ok()).count().await > 50);

    emulator.script(&json!([{ "fault": "status", "status": 403 }])).unwrap();
    let mut dids = client.dids(ListDids::new()).into_stream();
    assert!(dids.next().await.is_some_and(|it| it.is_err()));
    assert!(dids.next().await.is_none());
}

/// What follows is decided when it is compiled.
#[tokio::test]
async fn calls_and_streams_go_where_a_program_takes_them() {
    fn task<T: Send + 'static>(_: T) {}
    fn stream<T>(_: impl Stream<Item = Result<T, Error>> + Send + Unpin + 'static) {}
    let emulator = Emulator::new(7);
    let client = emulator.idt_express().unwrap();
    let (idt, options) = (client.clone(), CallOptions::new());
    task(async move {
        let attempt: Attempt = idt.prepare_order(16847, 1)?;
        idt.place(&attempt).await?;
        idt.send_place(&attempt, options).await?;
        idt.create_order(16847, 1).await?;
        idt.preview_order(16847, 1).await?;
        idt.list_countries().await?;
        idt.list_regions("US").await?;
        idt.list_did_groups(ListDidGroups::new("US")).await?;
        idt.get_order("1").await?;
        idt.wait_for_order("1").await?;
        idt.wait_for_order_with(WaitForOrder::new("1"), options).await?;
        idt.watch_order(WaitForOrder::new("1"), options)?.next().await?;
        idt.list_orders(ListOrders::new()).await?;
        idt.orders(ListOrders::new()).pages_ahead(1).next_page().await?;
        idt.list_numbers(ListNumbers::new()).await?;
        idt.numbers(ListNumbers::new()).next().await?;
        idt.delete_number("1").await?;
        idt.send(&GetOrder::new("1"), options).await?;
        idt.by_name().call("list_countries", Map::new(), options).await
    });
    let other = emulator.dialog_tech().unwrap();
    task(async move {
        let attempt = other.prepare_order(OrderNumbers::local("312", 1))?;
        other.send_place(&attempt, options).await?;
        other.order_numbers(OrderNumbers::local("312", 1)).await
    });
    let didww = emulator.didww().unwrap();
    task(async move {
        didww.list_dids(ListDids::new()).await?;
        didww.dids(ListDids::new()).next().await
    });
    stream(client.orders(ListOrders::new()).into_stream());
    stream(client.numbers(ListNumbers::new()).into_stream());
    stream(client.watch_order(WaitForOrder::new("1"), options).unwrap().into_stream());
    stream(emulator.didww().unwrap().dids(ListDids::new()).into_stream());
}

#[test]
fn types_have_the_traits_that_programs_build_on() {
    fn shared<T: Clone + Debug + Send + Sync + 'static>() {}
    fn alone<T: Debug + Send + Unpin + 'static>() {}
    shared::<(IdtExpress, DialogTech, Didww, Emulator)>();
    shared::<(IdtExpressBuilder, DialogTechBuilder, DidwwBuilder)>();
    shared::<(Settings, Surroundings, CallOptions, Secret, Id)>();
    shared::<(Attempt, Error)>();
    alone::<(OrderWatch, telnum::IdtNumbersPager, telnum::IdtOrdersPager, telnum::DidwwDidsPager)>(
    );
}

#[test]
fn an_error_is_one_of_rusts_own() {
    fn fails() -> Result<(), Box<dyn StdError + Send + Sync>> {
        Err(Error::configuration("wrong"))?
    }
    let error = fails().unwrap_err();
    // All that is known of the cause stands in it: it is plain data, which can be kept and compared.
    assert!(error.source().is_none());
    assert_eq!(error.downcast_ref::<Error>().unwrap().kind, ErrorKind::Configuration);
    assert_eq!(std::io::Error::other(error).to_string(), "wrong");
}
