//! What the methods of Java's clients say of themselves.

use super::code;
use super::doc::{exchange, kdoc};
use super::java::JavaFace;
use crate::calls::{Call, Client, Parameter, Wait, Walk};

impl JavaFace<'_> {
    pub(super) fn about(&self) -> String {
        let Client { name, title, .. } = self.client;
        let mut paragraphs = vec![format!(
            "A client of {title}. It may be shared by any number of threads; [close] it when it is no longer needed."
        )];
        if self.client.spends && !self.client.has_sandbox {
            paragraphs
                .push(format!("{title} has no sandbox: every order at its own host spends money."));
        }
        if let Some((_, example)) = EXAMPLES.iter().find(|(of, _)| of == name) {
            paragraphs.push(format!("```\n{example}\n```"));
        }
        let purchase = self.client.purchases().first().and_then(|it| it.prepare.clone());
        let purchase = purchase.map_or_else(String::new, |prepare| {
            format!(
                "; a purchase that is cancelled after its first byte was sent may have been made, so keep the \
                 [Attempt] of [{}] where that matters",
                code::name(&prepare)
            )
        });
        paragraphs.push(format!(
            "Every method throws [TelnumException], one subclass a kind; a future fails with it. An interrupt of the \
             thread that waits, and `cancel` of a future, cancel the request{purchase}."
        ));
        kdoc(0, &paragraphs, &[])
    }

    fn paragraphs(&self, doc: &[String]) -> Vec<String> {
        doc.iter().map(|it| self.docs.say(it)).collect()
    }

    fn params(&self, arguments: &[Parameter]) -> Vec<String> {
        arguments.iter().filter(|it| it.required).map(|it| self.docs.param(it)).collect()
    }

    pub(super) fn call_docs(&self, call: &Call) -> String {
        let mut doc = self.paragraphs(&call.doc);
        if let Some(prepare) = &call.prepare {
            doc.push(format!("It is [{}] and [place] in one.", code::name(prepare)));
        }
        doc.push(exchange(self.client, call, ""));
        let mut tags = self.params(&call.arguments);
        tags.extend(self.docs.raises(&call.raises, !call.arguments.is_empty()));
        kdoc(4, &doc, &tags)
    }

    pub(super) fn prepare_docs(&self, call: &Call) -> String {
        self.face.prepare_docs(call)
    }

    pub(super) fn place_docs(&self) -> String {
        self.face.place_docs(false)
    }

    pub(super) fn walk_docs(&self, call: &Call, walk: &Walk) -> String {
        let mut doc = self.paragraphs(&walk.doc);
        doc.push(
            "A page is asked for when its first row is wanted. Each iteration begins again."
                .to_owned(),
        );
        doc.push(exchange(self.client, call, ", page by page"));
        let mut tags = self.params(&call.arguments);
        tags.extend(self.docs.raises(&call.raises, !call.arguments.is_empty()));
        kdoc(4, &doc, &tags)
    }

    pub(super) fn wait_docs(&self, wait: &Wait, is_watch: bool) -> String {
        let mut doc = self.paragraphs(if is_watch { &wait.watch_doc } else { &wait.doc });
        if is_watch {
            doc.push(
                "Nothing is asked for before it is iterated; each iteration begins again."
                    .to_owned(),
            );
        }
        if let Some(call) = self.client.of_wait(wait) {
            let often = if wait.buys { ", once" } else { ", again and again" };
            doc.push(exchange(self.client, call, often));
        }
        let mut tags = self.params(&wait.arguments);
        if !is_watch {
            tags.push("@return the state in the end".to_owned());
        }
        tags.extend(self.docs.raises(&wait.raises, !wait.arguments.is_empty()));
        kdoc(4, &doc, &tags)
    }
}

/// With a capital letter and a full stop.
pub(super) fn sentence(text: &str) -> String {
    format!("{}.", crate::speech::raised(text).trim_end_matches('.'))
}

/// How a client is first used.
const EXAMPLES: [(&str, &str); 3] = [
    (
        "IdtExpress",
        "try (var client = IdtExpressClient.builder().apiKey(\"your key\").apiSecret(\"your sandbox secret\").build()) {
    List<IdtDidGroup> groups = client.listDidGroups(\"US\", it -> it.regionCode(\"US-NJ\"));
}",
    ),
    (
        "DialogTech",
        "try (var client = DialogTechClient.builder().accessKey(\"your key\").secretAccessKey(\"your secret\")
        .environment(Environment.LIVE).build()) {
    DialogTechOrder order = client.orderNumbers(DialogTechNumberTypes.LOCAL, 2, it -> it.search(\"312\"));
}",
    ),
    (
        "Didww",
        "try (var client = DidwwClient.builder().apiKey(\"your sandbox key\").build()) {
    for (DidwwDid did : client.dids(it -> it.include(List.of(DidwwIncludes.DID_GROUP_COUNTRY)))) {
        System.out.println(did.getE164() + \" \" + did.getDidGroup().getCountry().getName());
    }
}",
    ),
];
