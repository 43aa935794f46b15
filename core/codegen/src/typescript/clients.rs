//! The carriers' clients.

use askama::Template;
use heck::{ToLowerCamelCase, ToSnakeCase};

use super::options::{self, Shown};
use super::requests::{self, Request};
use super::text::{Docs, comment, listed};
use super::{imports, links, names, refused, spell};
use crate::calls::{Call, Client, Parameter, Raise, Wait, Walk};
use crate::model::Model;

/// How a program begins with a client, where its calls do not show it.
const EXAMPLES: [(&str, &str); 3] = [
    (
        "IdtExpress",
        "const client = new IdtExpress({ apiKey, apiSecret });\n\
         const groups = await client.listDidGroups({ countryIso: 'BR' });",
    ),
    (
        "DialogTech",
        "const client = new DialogTech({ environment: 'live', accessKey, secretAccessKey });\n\
         const order = await client.orderNumbers({ type: 'local', search: '312', quantity: 2 });",
    ),
    (
        "Didww",
        "const client = new Didww({ apiKey });\n\
         for await (const did of client.dids({ include: ['did_group.country'] })) {\n  \
           console.log(did.e164, did.didGroup?.country?.name);\n\
         }",
    ),
];

pub(super) fn file(
    model: &Model,
    client: &Client,
    docs: &Docs,
) -> Result<(String, String), String> {
    refused::check(model, client)?;
    let face = Face {
        model,
        client,
        docs,
        carrier: client.name.to_snake_case(),
        options: client.options.iter().map(|it| options::shown(it, docs)).collect(),
        requests: requests::all(client, docs)?,
    };
    let body = face.render().map_err(|error| error.to_string())?;
    Ok((format!("{}.ts", client.module.replace('_', "-")), imports::headed(model, &body)))
}

#[derive(Template)]
#[template(path = "typescript/client.ts.jinja", escape = "none")]
struct Face<'a> {
    model: &'a Model,
    client: &'a Client,
    docs: &'a Docs,
    /// Its canonical name: `dialog_tech`.
    carrier: String,
    options: Vec<Shown>,
    requests: Vec<Request>,
}

impl Face<'_> {
    fn camel(&self, name: &str) -> String {
        name.to_lower_camel_case()
    }

    fn output(&self, call: &Call) -> String {
        spell(&call.output)
    }

    /// The type of a call's request; empty by default, where nothing must be given.
    fn request(&self, call: &Call) -> String {
        self.or_empty(call, requests::name(self.client, call))
    }

    fn walk_request(&self, call: &Call) -> String {
        self.or_empty(call, requests::walked_name(self.client, call))
    }

    fn or_empty(&self, call: &Call, name: String) -> String {
        if call.required().is_empty() { format!("{name} = {{}}") } else { name }
    }

    fn watch_request(&self, wait: &Wait) -> String {
        requests::watched_name(wait)
    }

    /// The request as core reads it.
    fn asked(&self, arguments: &[Parameter]) -> &str {
        if links::has_objects(self.model, arguments) { "asked(request)" } else { "request" }
    }

    /// What of an answer is linked: its rows, or its object, and the list of such, where that is called
    /// otherwise.
    fn linked(&self, call: &Call) -> Option<String> {
        links::linked(self.model, call).map(|it| match it.field == it.list {
            true => format!("'{}'", it.list),
            false => format!("'{}', '{}'", it.field, it.list),
        })
    }

    /// What makes a value what callers see.
    fn read(&self, call: &Call) -> String {
        self.linked(call)
            .map_or_else(String::new, |what| format!(", (answer) => linked(answer, {what})"))
    }

    fn walk_class(&self, walk: &Walk) -> String {
        names::walk_class(self.client, walk)
    }

    fn watch_class(&self, wait: &Wait) -> String {
        names::watch_class(self.client, wait)
    }

    fn variable(&self, wait: &Wait) -> String {
        requests::variable(self.client, wait)
    }

    fn options_doc(&self) -> String {
        let mut doc = format!("How a client of {} is set up.", self.client.title);
        if !self.client.has_sandbox {
            doc += " There is no sandbox";
            doc += if self.client.spends { ": `environment: 'live'` spends money." } else { "." };
        }
        comment(&[doc], "")
    }

    fn class_doc(&self) -> String {
        let Client { name, title, requests_per_second, .. } = self.client;
        let mut doc = format!(
            "A client of {title}. Making one costs nothing; it sends nothing before its first call"
        );
        if let Some(rate) = requests_per_second {
            let rate = rate.trim_end_matches(".0");
            doc += &format!(
                ", and at most {rate} requests in any second, which is what the carrier allows, unless \
                 `requestsPerSecond` says otherwise"
            );
        }
        let mut doc = vec![doc + "."];
        doc.extend(EXAMPLES.iter().filter(|it| it.0 == name).map(|it| code(it.1)));
        doc.push(
            "Each call rejects with a {@link TelnumError}: with an {@link InvalidInputError} where an argument \
             breaks a rule, and then nothing was sent. An aborted call rejects with the reason of its signal."
                .to_owned(),
        );
        comment(&doc, "")
    }

    fn call_doc(&self, call: &Call) -> String {
        let mut doc = self.said(&call.doc);
        if self.linked(call).is_some() {
            doc.push(
                "Links lead to what was included, each object once. An empty link is `undefined`; one that was \
                 not included throws an {@link InvalidInputError} that names the `include`."
                    .to_owned(),
            );
        }
        self.sent(doc, &[call], &call.raises)
    }

    fn prepare_doc(&self, call: &Call) -> String {
        let doc = format!(
            "A validated attempt at `{}`, to be kept (see `attemptToJson`) and then placed. Nothing is sent.",
            self.camel(&call.name)
        );
        let throws = "@throws {InvalidInputError} that names every field and rule, as a rejection";
        comment(&[doc, throws.to_owned()], "  ")
    }

    fn purchase_doc(&self, call: &Call) -> String {
        let mut doc = self.said(&call.doc);
        let prepare = call.prepare.as_deref().unwrap_or_default();
        doc.push(format!(
            "It is `{}` and `place` in one; an {{@link OutcomeUnknownError}} carries the attempt.",
            self.camel(prepare)
        ));
        self.sent(doc, &[call], &call.raises)
    }

    fn place_doc(&self) -> String {
        let purchases = self.client.purchases();
        let doc = [
            "Sends a prepared purchase, once. It spends money.",
            "A call that is aborted once it was sent may have bought all the same: it rejects with the \
             signal's reason, whose `cause` is then an {@link OutcomeUnknownError} with the attempt. Give \
             each purchase a signal of its own: a reason that several share gets no cause.",
        ];
        let mut raises: Vec<Raise> = Vec::new();
        for raise in purchases.iter().flat_map(|it| &it.raises) {
            if !raises.iter().any(|it| it.kind == raise.kind && it.when == raise.when) {
                raises.push(raise.clone());
            }
        }
        raises.push(Raise {
            kind: "conflict".to_owned(),
            when: "this client, or one with its journal, placed the attempt before, unless it is certain that nothing was bought"
                .to_owned(),
        });
        self.sent(doc.map(str::to_owned).to_vec(), &purchases, &raises)
    }

    fn walk_doc(&self, call: &Call, walk: &Walk) -> String {
        let mut doc = self.said(&walk.doc);
        doc.push("It begins with the request's page.".to_owned());
        if call.required().is_empty() {
            let name = self.camel(&walk.name);
            doc.push(code(&format!(
                "for await (const {} of client.{name}()) console.log({0});",
                one_of(&name)
            )));
        }
        self.sent(doc, &[call], &call.raises)
    }

    fn walk_class_doc(&self, call: &Call, walk: &Walk) -> String {
        let mut doc = format!(
            "What `{}` returns: a lazy walk, for `for await`. Nothing is asked for before it is wanted",
            self.camel(&walk.name)
        );
        if walk.ahead.is_some() {
            doc += ", unless `pagesAhead` says so";
        }
        let mut more = "Each page has a deadline of its own. Each loop begins again.".to_owned();
        if self.linked(call).is_some() {
            more += " A row holds on to what its page included.";
        }
        comment(&[doc + ".", more], "")
    }

    fn wait_doc(&self, wait: &Wait) -> String {
        self.sent(self.said(&wait.doc), &self.looks(wait), &wait.raises)
    }

    fn watch_doc(&self, wait: &Wait) -> String {
        let mut doc = self.said(&wait.watch_doc);
        let given: Vec<String> =
            wait.arguments.iter().filter(|it| it.required).map(|it| self.camel(&it.name)).collect();
        doc.push(code(&format!(
            "for await (const {} of client.{}({{ {} }})) console.log({0});",
            self.variable(wait),
            self.camel(&wait.watch),
            given.join(", ")
        )));
        self.sent(doc, &self.looks(wait), &wait.raises)
    }

    fn watch_class_doc(&self, wait: &Wait) -> String {
        let doc = format!(
            "What `{}` returns, for `for await`: the first state at once, then one each time \
             something has changed.",
            self.camel(&wait.watch)
        );
        comment(&[doc, "Each loop begins again, with a deadline of its own.".to_owned()], "")
    }

    /// The call that a wait repeats, or buys by.
    fn looks(&self, wait: &Wait) -> Vec<&Call> {
        self.client.of_wait(wait).into_iter().collect()
    }

    fn said(&self, paragraphs: &[String]) -> Vec<String> {
        paragraphs.iter().map(|it| self.docs.say(it)).collect()
    }

    /// What a method does, what it sends, and what it rejects with.
    fn sent(&self, mut doc: Vec<String>, calls: &[&Call], raises: &[Raise]) -> String {
        let mut pages: Vec<String> = calls.iter().map(|it| it.source(&self.client.title)).collect();
        pages.dedup();
        doc.push(listed(&pages));
        doc.extend(self.docs.throws(raises));
        comment(&doc, "  ")
    }
}

fn code(text: &str) -> String {
    format!("```ts\n{text}\n```")
}

/// What one of many is called: `number` of `numbers`.
fn one_of(many: &str) -> String {
    match (many.strip_suffix("ies"), many.strip_suffix("sses")) {
        (Some(stem), _) => format!("{stem}y"),
        (_, Some(stem)) => format!("{stem}ss"),
        _ => many.strip_suffix('s').unwrap_or(many).to_owned(),
    }
}
