//! A declaration as the tree of a document that is read back equal, whatever it is then written as: TOML, JSON or a workbook. The
//! inverse of `read`, section by section. Not for where a fact was written: that belongs to the document it came from.

mod facts;
mod fields;

use super::model::{Declaration, Document, Information, Override, Service, Stated};
use fields::Fields;
use standard::document::{Node, Value};

/// The version of the shape.
const FORMAT: i64 = 1;

/// The tree of a declaration. Sections without rows are left out.
pub fn declaration_tree(declaration: &Declaration) -> Node {
    let mut root = Fields::default();
    root.add("format", Value::Integer(FORMAT));
    root.add("service", service(&declaration.service));
    root.rows("document", &declaration.documents, document);
    root.rows("information", &declaration.information, information);
    root.rows("law", &declaration.laws, |fact| stated(fact, facts::law));
    root.rows("court", &declaration.courts, |fact| stated(fact, facts::court));
    root.rows("company", &declaration.companies, |fact| stated(fact, facts::company));
    root.rows("channel", &declaration.channels, |fact| stated(fact, facts::channel));
    root.rows("store", &declaration.stores, |fact| stated(fact, facts::store));
    root.rows("sign_in", &declaration.sign_ins, |fact| stated(fact, facts::sign_in));
    root.rows("place", &declaration.places, |fact| stated(fact, facts::place));
    root.rows("consent", &declaration.consents, |fact| stated(fact, facts::consent));
    root.rows("key", &declaration.keys, |fact| stated(fact, facts::key));
    root.rows("certificate", &declaration.certificates, |fact| stated(fact, facts::certificate));
    root.rows("erasure", &declaration.erasures, |fact| stated(fact, facts::erasure));
    root.rows("override", &declaration.overrides, person);
    Node::made(root.table())
}

/// A fact, then how it is shown.
fn stated<T>(stated: &Stated<T>, fact: impl Fn(&mut Fields, &T)) -> Value {
    let mut fields = Fields::default();
    fact(&mut fields, &stated.fact);
    fields.evidence(&stated.evidence);
    fields.table()
}

fn service(service: &Service) -> Value {
    let mut fields = Fields::default();
    fields.text("name", &service.name).text("provider", &service.provider).find_text("plan", service.plan.as_ref());
    fields.table()
}

fn document(document: &Document) -> Value {
    let mut fields = Fields::default();
    fields.text("id", &document.id).text("title", &document.title).find_text("version", document.version.as_ref());
    fields.find_date("date", document.date);
    fields.table()
}

fn information(information: &Information) -> Value {
    let mut fields = Fields::default();
    fields.text("id", &information.id).text("name", &information.name).text("class", &information.class);
    fields.known_truth("personal", information.personal);
    fields.known_truth("entered_by_staff", information.entered_by_staff);
    fields.table()
}

fn person(person: &Override) -> Value {
    let mut fields = Fields::default();
    fields.text("item", &person.item).text("answer", person.answer.word());
    fields.text("reason", &person.reason).text("by", &person.by).find_date("on", Some(person.on));
    fields.table()
}
