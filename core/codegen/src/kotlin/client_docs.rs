//! What the methods of a client say of themselves.

use super::client::Face;
use super::code;
use super::doc::{Docs, exchange, kdoc};
use crate::calls::{Call, Client, ClientOption, OptionShape, Parameter, Raise, Wait, Walk};

impl Face<'_> {
    pub(super) fn about(&self) -> String {
        let Client { name, title, .. } = self.client;
        let mut paragraphs = vec![format!(
            "A client of {title}. It may be shared by any number of coroutines and threads; [close] it when it is \
             no longer needed."
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
            "Every method throws [TelnumException], one subclass a kind. Cancelling the coroutine cancels the \
             request and throws `CancellationException`{purchase}."
        ));
        kdoc(0, &paragraphs, &[])
    }

    pub(super) fn construction(&self, mut tags: Vec<String>) -> String {
        tags.push(
            "@throws TelnumException.Configuration where a setting is missing or breaks a rule"
                .to_owned(),
        );
        let has_tokens = self.client.options.iter().any(|it| it.shape == OptionShape::Tokens);
        let with = if has_tokens { "this key or source of tokens" } else { "these keys" };
        kdoc(4, &[format!("A client with {with}; what is absent has its default.")], &tags)
    }

    pub(super) fn option_tag(&self, it: &ClientOption) -> String {
        format!("@param {} {}", code::name(&it.name), self.docs.option(it, Some(self.client)))
    }

    /// The doc comment of a call that sends one request.
    pub(super) fn call_docs(&self, call: &Call) -> String {
        let mut doc = self.paragraphs(&call.doc);
        if let Some(prepare) = &call.prepare {
            doc.push(format!("It is [{}] and [place] in one.", code::name(prepare)));
        }
        doc.push(exchange(self.client, call, ""));
        let mut tags = self.params(&call.arguments, Docs::param);
        let default = if call.prepare.is_some() { "; 60 s by default" } else { "" };
        tags.push(format!("@param timeout how long this call may take in all{default}"));
        let mut raises = call.raises.clone();
        for it in
            raises.iter_mut().filter(|it| call.prepare.is_some() && it.kind == "outcome_unknown")
        {
            it.when += ". The exception carries the attempt";
        }
        tags.extend(self.docs.raises(&raises, !call.arguments.is_empty()));
        kdoc(4, &doc, &tags)
    }

    pub(super) fn prepare_docs(&self, call: &Call) -> String {
        let name = code::name(&call.name);
        let doc = format!(
            "A validated attempt at [{name}], to be kept and then [place]d. Nothing is sent. The parameters are those \
             of [{name}]."
        );
        let broken = "@throws TelnumException.InvalidInput where arguments break rules; it names each of them";
        kdoc(4, &[doc], &[broken.to_owned()])
    }

    /// `has_timeout` where it can be given one.
    pub(super) fn place_docs(&self, has_timeout: bool) -> String {
        let purchases = self.client.purchases();
        let mut doc = vec!["Sends a prepared purchase, once. It spends money.".to_owned()];
        let mut raises: Vec<Raise> = Vec::new();
        for call in &purchases {
            let exchange = exchange(self.client, call, "");
            if !doc.contains(&exchange) {
                doc.push(exchange);
            }
            for raise in &call.raises {
                match raises.iter_mut().find(|it| it.kind == raise.kind) {
                    Some(known) if known.when == raise.when => {}
                    Some(known) => known.when += &format!("; or {}", raise.when),
                    None => raises.push(raise.clone()),
                }
            }
        }
        let prepares = purchases.iter().filter_map(|it| it.prepare.as_deref());
        let prepares: Vec<String> = prepares.map(|it| format!("[{}]", code::name(it))).collect();
        let mut tags = vec![format!("@param attempt what {} returned", prepares.join(" or "))];
        if has_timeout {
            tags.push(
                "@param timeout how long this call may take in all; 60 s by default".to_owned(),
            );
        }
        tags.extend([
            "@throws TelnumException.InvalidInput where the attempt is not one of this client's, or breaks a rule; \
             nothing was sent"
                .to_owned(),
            "@throws TelnumException.Conflict where this client, or one with its journal, placed the attempt before, unless it is certain that \
             nothing was bought"
                .to_owned(),
        ]);
        tags.extend(raises.iter().map(|it| self.docs.raise(it)));
        kdoc(4, &doc, &tags)
    }

    pub(super) fn walk_docs(&self, call: &Call, walk: &Walk) -> String {
        let mut doc = self.paragraphs(&walk.doc);
        doc.push(
            "A page is asked for when its first row is wanted. Each collection begins again."
                .to_owned(),
        );
        doc.push(exchange(self.client, call, ", page by page"));
        let mut tags = self.params(&call.arguments, Docs::walked);
        if let Some(most) = &walk.ahead {
            tags.push(format!(
                "@param pagesAhead how many pages to ask for before they are wanted: 0, the default, to {most}"
            ));
        }
        tags.push("@param timeout how long each page may take in all".to_owned());
        tags.extend(self.docs.raises(&call.raises, !call.arguments.is_empty()));
        kdoc(4, &doc, &tags)
    }

    pub(super) fn pages_docs(&self, walk: &Walk) -> String {
        let doc = format!(
            "As [{}], page by page, with the same parameters and errors.",
            code::name(&walk.name)
        );
        kdoc(4, &[doc], &[])
    }

    pub(super) fn wait_docs(&self, wait: &Wait, is_watch: bool) -> String {
        let mut doc = self.paragraphs(if is_watch { &wait.watch_doc } else { &wait.doc });
        if is_watch {
            doc.push(
                "Nothing is asked for before it is collected; each collection begins again."
                    .to_owned(),
            );
        }
        if let Some(call) = self.client.of_wait(wait) {
            let often = if wait.buys { ", once" } else { ", again and again" };
            doc.push(exchange(self.client, call, often));
        }
        let mut tags = self.params(&wait.arguments, Docs::param);
        let what = if is_watch { "watch" } else { "wait" };
        tags.push(format!("@param timeout how long the whole {what} may take; ten minutes by default, 366 days at most"));
        if !is_watch {
            let progress = "is given each state: at once, and again whenever it has changed. What it throws ends the wait";
            tags.push(format!("@param onProgress {progress}"));
            tags.push("@return the state in the end".to_owned());
        }
        tags.extend(self.docs.raises(&wait.raises, !wait.arguments.is_empty()));
        kdoc(4, &doc, &tags)
    }

    pub(super) fn with_response_docs(&self) -> String {
        let plain =
            self.client.calls.iter().find(|it| it.prepare.is_none() && it.required().is_empty());
        let call = plain.map_or_else(
            || "place(attempt)".to_owned(),
            |it| format!("{}()", code::name(&it.name)),
        );
        let doc = [
            "Calls, and returns status, headers, request id, attempts and time as well. Of several calls, those of the \
             last."
                .to_owned(),
            format!("```\nval (value, info) = client.withResponse {{ {call} }}\n```"),
        ];
        let many = match (self.client.waits.is_empty(), self.has_steps()) {
            (false, _) => Some("for a walk or a wait, which are many exchanges"),
            (true, true) => Some("for a walk, which is many exchanges"),
            (true, false) => None,
        };
        let many =
            many.map(|it| format!("@throws TelnumException.Configuration {it}; nothing was sent"));
        kdoc(4, &doc, &many.into_iter().collect::<Vec<_>>())
    }

    fn paragraphs(&self, doc: &[String]) -> Vec<String> {
        doc.iter().map(|it| self.docs.say(it)).collect()
    }

    fn params(&self, arguments: &[Parameter], say: fn(&Docs, &Parameter) -> String) -> Vec<String> {
        let (required, others): (Vec<_>, Vec<_>) = arguments.iter().partition(|it| it.required);
        required.into_iter().chain(others).map(|it| say(self.docs, it)).collect()
    }
}

/// How a client is first used.
const EXAMPLES: [(&str, &str); 3] = [
    (
        "IdtExpress",
        "IdtExpress(apiKey = \"your key\", apiSecret = \"your sandbox secret\").use { client ->
    val groups = client.listDidGroups(\"BR\")
}",
    ),
    (
        "DialogTech",
        "DialogTech(accessKey = \"your key\", secretAccessKey = \"your secret\", environment = Environment.LIVE).use { client ->
    val order = client.orderNumbers(DialogTechNumberType.Local, quantity = 2, search = \"312\")
}",
    ),
    (
        "Didww",
        "Didww(apiKey = \"your sandbox key\").use { client ->
    client.dids(include = listOf(DidwwInclude.DidGroupCountry)).collect { did ->
        println(\"${did.e164} ${did.didGroup?.country?.name}\")
    }
}",
    ),
];
