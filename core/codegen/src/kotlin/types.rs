//! Kotlin's public types: data classes, and sets with the canonical text of each value.

use heck::{ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::code;
use super::doc::{Docs, kdoc};
use super::links::{self, Link};
use super::readers::CHECKED;
use crate::model::{Field, Filters, INCLUDED, Input, Kind, Model, Shape, Type, Variant};

/// The types of a part of the package, with the imports that they need.
pub(super) fn of_module(model: &Model, module: &str, docs: &Docs) -> Result<String, String> {
    let mut text = String::new();
    for it in model.types.iter().filter(|it| it.module == module) {
        text += "\n";
        text += &match &it.kind {
            Kind::Record(fields) => record(model, it, fields, docs)?,
            Kind::ClosedSet(variants) => closed(it, variants, docs),
            Kind::OpenSet(variants) => open(it, variants, is_sorted_by(model, &it.name), docs),
        };
    }
    if module == "didww" {
        text += &filters(model, docs)?;
        text += &inputs(model, docs)?;
    }
    let package = if module == "emulator" { "dev.telnum.emulator" } else { "dev.telnum" };
    let mut imports: Vec<String> = IMPORTS
        .into_iter()
        .filter(|it| {
            let name = it.rsplit('.').next().unwrap_or(it);
            text.split(|it: char| !it.is_alphanumeric()).any(|word| word == name)
        })
        .map(str::to_owned)
        .collect();
    if package != "dev.telnum" {
        let records = model
            .types
            .iter()
            .filter(|it| it.module == module && !model.fields(&it.name).is_empty());
        imports.extend(records.map(|it| format!("dev.telnum.{}", it.name.to_lower_camel_case())));
        imports.extend(
            ["Json", "JsonMember", "jsonIn", "jsonOf"].map(|it| format!("dev.telnum.{it}")),
        );
    }
    imports.sort_unstable();
    let imports: String = imports.iter().map(|it| format!("import {it}\n")).collect();
    Ok(format!("package {package}\n\n{imports}{text}"))
}

const IMPORTS: [&str; 4] = [
    "com.fasterxml.jackson.annotation.JsonCreator",
    "com.fasterxml.jackson.annotation.JsonRawValue",
    "com.fasterxml.jackson.annotation.JsonValue",
    "java.io.Serializable",
];

/// `didGroupLink: DidwwLink`.
pub(super) fn property(field: &Field) -> Result<(String, String), String> {
    Ok(match &field.shape {
        Shape::Link { many: false, .. } => {
            (format!("{}Link", field.name.to_lower_camel_case()), "DidwwLink".to_owned())
        }
        Shape::Link { many: true, .. } => {
            let one = links::singular(&field.name).to_lower_camel_case();
            (format!("{one}Links"), "DidwwLinks".to_owned())
        }
        Shape::Object => (code::name(&field.name), "AttemptArguments".to_owned()),
        shape => (code::name(&field.name), code::kotlin(shape)?),
    })
}

fn record(model: &Model, it: &Type, fields: &[Field], docs: &Docs) -> Result<String, String> {
    let name = &it.name;
    let mut text = format!("{}\npublic data class {name}(\n", paragraphs(0, &it.doc, docs));
    for field in fields {
        let (own, of) = property(field).map_err(|problem| format!("{name}: {problem}"))?;
        text += &format!("{}\n    public val {own}: {of},\n", paragraphs(4, &field.doc, docs));
    }
    text += ") : Serializable {\n";
    let links = links::of(model, it);
    links.iter().for_each(|it| text += &it.property(docs));
    text += "    /** The canonical JSON, the same in every language. */\n    @JsonValue\n    @JsonRawValue\n    \
             public fun toJson(): String = jsonOf(::write)\n\n    internal fun write(canonical: Json) {\n        \
             canonical.begin()\n";
    for field in fields {
        text += &format!("        {}\n", written(model, field)?);
    }
    text += "        canonical.end()\n    }\n";
    text += &linked(model, name, &links);
    text += &read(name);
    Ok(text)
}

/// What reads a record from its canonical JSON: as text, and as Jackson holds it.
///
/// Jackson's annotations have no arguments: where a program has no Jackson, javac would warn of each. So the creator's
/// parameter has a name that no property has, by which Jackson sees that it takes the whole value.
fn read(name: &str) -> String {
    let reader = name.to_lower_camel_case();
    let (from_json, wrong) = match name {
        CHECKED => (format!("{reader}In(json)"), "the text is not an attempt"),
        _ => (
            format!("jsonIn(json).{reader}()"),
            "the text is not JSON, or a member is missing or of another type",
        ),
    };
    format!(
        "\n    public companion object {{\n        /**\n         * Reads the canonical JSON, whichever language wrote it; \
         [toJson] writes it.\n         *\n         * @throws TelnumException.InvalidInput where {wrong}\n         */\n        \
         @JvmStatic\n        public fun fromJson(json: String): {name} = {from_json}\n\n        @JvmStatic\n        \
         @JsonCreator\n        private fun of(canonical: Map<String, Any?>): {name} = \
         JsonMember(canonical).{reader}()\n    }}\n}}\n"
    )
}

/// How a field is written into the canonical JSON.
fn written(model: &Model, field: &Field) -> Result<String, String> {
    let (own, _) = property(field)?;
    let name = &field.name;
    let is_record = |of: &str| !model.fields(of).is_empty();
    Ok(match &field.shape {
        Shape::Object => format!("canonical.raw(\"{name}\", {own})"),
        Shape::Link { .. } => format!("canonical.put(\"{name}\", {own}.canonical())"),
        shape => {
            let (shape, maybe) = match shape {
                Shape::Optional(inner) => (inner.as_ref(), "?"),
                shape => (shape, ""),
            };
            match shape {
                Shape::Named(of) if is_record(of) => {
                    format!("canonical.put(\"{name}\", {own}) {{ it.write(canonical) }}")
                }
                Shape::Named(_) => format!("canonical.put(\"{name}\", {own}{maybe}.text)"),
                Shape::List(item) => match item.as_ref() {
                    Shape::Named(of) if is_record(of) => {
                        format!("canonical.list(\"{name}\", {own}) {{ it.write(canonical) }}")
                    }
                    Shape::Named(_) => {
                        format!("canonical.list(\"{name}\", {own}) {{ canonical.value(it.text) }}")
                    }
                    _ => format!("canonical.put(\"{name}\", {own})"),
                },
                _ => format!("canonical.put(\"{name}\", {own})"),
            }
        }
    })
}

/// What makes links lead to what their page includes.
fn linked(model: &Model, name: &str, links: &[Link<'_>]) -> String {
    if name == INCLUDED {
        let mut text = "\n    internal fun link() {\n".to_owned();
        for (list, target) in model.included() {
            if links::leads(model, target) {
                let list = list.name.to_lower_camel_case();
                text += &format!("        {list}.forEach {{ it.link(this) }}\n");
            }
        }
        return text + "    }\n";
    }
    if links.is_empty() {
        return String::new();
    }
    let mut text = "\n    internal fun link(included: DidwwIncluded) {\n".to_owned();
    for Link { name, list, .. } in links {
        text += &format!("        {name}.lead(included.{list}) {{ it.id }}\n");
    }
    text + "    }\n"
}

const TEXT: &str =
    "    /** The canonical text, the same in every language: store that. */\n    @get:JsonValue\n";

fn closed(it: &Type, variants: &[Variant], docs: &Docs) -> String {
    let name = &it.name;
    let mut text = format!(
        "{}\npublic enum class {name}(\n{TEXT}    public val text: String,\n) {{\n",
        paragraphs(0, &it.doc, docs)
    );
    for variant in variants {
        let own = constant(&variant.name);
        let doc = paragraphs(4, &variant.doc, docs);
        text += &format!("{doc}\n    {own}(\"{}\"),\n", variant.name);
    }
    text += "    ;\n\n    public companion object {\n        /** The value of this canonical text; null where this \
             version knows none. */\n        @JvmStatic\n";
    text += &format!("        public fun of(text: String): {name}? = when (text) {{\n");
    for variant in variants {
        text += &format!("            \"{}\" -> {}\n", variant.name, constant(&variant.name));
    }
    text + "            else -> null\n        }\n    }\n}\n"
}

/// Whether some list can be sorted by what is in this set.
fn is_sorted_by(model: &Model, set: &str) -> bool {
    let mut arguments = model.clients.iter().flat_map(|it| &it.calls).flat_map(|it| &it.arguments);
    arguments.any(|it| matches!(&it.shape, Shape::Sorting(of) if of == set))
}

fn open(it: &Type, variants: &[Variant], is_sorted_by: bool, docs: &Docs) -> String {
    let name = &it.name;
    let (also, overriding) = if is_sorted_by { ("DidwwSortable, ", "override ") } else { ("", "") };
    let mut text = format!(
        "{}\npublic sealed class {name} : {also}Serializable {{\n{TEXT}    public abstract {overriding}val text: String\n",
        paragraphs(0, &it.doc, docs)
    );
    for variant in variants {
        let own = object(&variant.name);
        text += &format!(
            "\n{}\n    public data object {own} : {name}() {{\n        override val text: String get() = \"{}\"\n\n        \
             private fun readResolve(): Any = {own}\n    }}\n",
            paragraphs(4, &variant.doc, docs),
            variant.name
        );
    }
    text += &format!(
        "\n    /** A value this version does not know: the carrier's own text. */\n    public data class \
         Unknown(override val text: String) : {name}()\n\n    public companion object {{\n        /** The value of \
         this canonical text; `Unknown` where this version knows none. */\n        @JvmStatic\n        \
         public fun of(text: String): {name} = when (text) {{\n"
    );
    for variant in variants {
        text += &format!("            \"{}\" -> {}\n", variant.name, object(&variant.name));
    }
    text += &format!(
        "            else -> Unknown(text)\n        }}\n\n        @JvmStatic\n        @JsonCreator\n        private fun \
         read(canonical: String): {name} = of(canonical)\n    }}\n}}\n"
    );
    text
}

pub(super) fn constant(name: &str) -> String {
    name.replace('.', "_").to_shouty_snake_case()
}

pub(super) fn object(name: &str) -> String {
    name.replace('.', "_").to_upper_camel_case()
}

/// What lists are narrowed by.
fn filters(model: &Model, docs: &Docs) -> Result<String, String> {
    model.filters.iter().map(|it| filter(it, docs)).collect()
}

fn filter(it: &Filters, docs: &Docs) -> Result<String, String> {
    let name = &it.name;
    let mut text = format!("\n{}\npublic data class {name}(\n", paragraphs(0, &it.doc, docs));
    for field in &it.fields {
        let (own, of) = property(field)?;
        text +=
            &format!("{}\n    public val {own}: {of} = null,\n", paragraphs(4, &field.doc, docs));
    }
    text += "    /** Filters that this version does not know, by the carrier's names. */\n    public val other: \
             List<DidwwOtherFilter> = emptyList(),\n) : Serializable {\n    /** As the core reads those that it knows. */\n    \
             internal fun given(): Map<String, Any> = buildMap {\n";
    for field in &it.fields {
        let own = code::name(&field.name);
        let given =
            if field.shape == Shape::Optional(Box::new(Shape::Flag)) { "it" } else { "it.given()" };
        text += &format!("        {own}?.let {{ put(\"{}\", {given}) }}\n", field.name);
    }
    text += "    }\n";
    let other = ("other".to_owned(), "List<DidwwOtherFilter>".to_owned());
    // A null, a lookup that failed perhaps, must not mean every one.
    let wanted =
        |field| property(field).map(|(own, of)| (own, of.trim_end_matches('?').to_owned()));
    let withers = withers(name, it.fields.iter().map(wanted).chain([Ok(other)]))?;
    Ok(text + &withers + "}\n")
}

/// What callers give as parts of a call.
fn inputs(model: &Model, docs: &Docs) -> Result<String, String> {
    model.inputs.iter().map(|it| input(it, docs)).collect()
}

fn input(it: &Input, docs: &Docs) -> Result<String, String> {
    let name = &it.name;
    let mut text = format!("\n{}\npublic data class {name}(\n", paragraphs(0, &it.doc, docs));
    for field in &it.fields {
        let (own, of) = property(field)?;
        text +=
            &format!("{}\n    public val {own}: {of} = null,\n", paragraphs(4, &field.doc, docs));
    }
    text += ") : Serializable {\n    /** As the core reads it. */\n    internal fun given(): Map<String, Any> = \
             buildMap {\n";
    for field in &it.fields {
        let own = code::name(&field.name);
        text += &format!("        {own}?.let {{ put(\"{}\", it) }}\n", field.name);
    }
    text += "    }\n";
    Ok(text + &withers(name, it.fields.iter().map(property))? + "}\n")
}

fn withers(
    name: &str,
    properties: impl Iterator<Item = Result<(String, String), String>>,
) -> Result<String, String> {
    let mut text = String::new();
    for property in properties {
        let (own, of) = property?;
        let with = format!("with_{}", own.to_snake_case()).to_lower_camel_case();
        text += &format!(
            "\n    /** A copy with this value of [{own}]. */\n    public fun {with}({own}: {of}): {name} = \
             copy({own} = {own})\n"
        );
    }
    Ok(text)
}

fn paragraphs(indent: usize, doc: &str, docs: &Docs) -> String {
    let paragraphs: Vec<String> = doc
        .split("\n\n")
        .map(|it| docs.say(&it.split_whitespace().collect::<Vec<_>>().join(" ")))
        .collect();
    kdoc(indent, &paragraphs, &[])
}
