//! `$metadata`: the model in words that programs read, as XML and as JSON (OData CSDL 4.01).
//!
//! What is said in both forms stands in `annotation` and in the functions that both use; the forms differ in little
//! more than in what they leave out: in XML a property may be null unless it says otherwise, in JSON it may not.

use crate::edm::{
    EdmType, EntitySet, EntityType, EnumForm, EnumType, Model, Multiplicity, Navigation, Nullability,
    Property,
};
use crate::version::Version;

mod annotation;
mod json;
mod operations;
mod xml;

use annotation::{Annotation, Fact, VOCABULARIES, qualified, vocabulary_uri};
pub use json::document as json;
use xml::Xml;

/// Prints the model as XML (CSDL XML 4.01).
pub fn xml(model: &Model, version: Version) -> String {
    let mut xml = Xml::new();
    let namespace = "http://docs.oasis-open.org/odata/ns/edmx";
    xml.open("edmx:Edmx", &[("Version", version.as_str()), ("xmlns:edmx", namespace)]);
    for (alias, vocabulary) in VOCABULARIES {
        xml.open("edmx:Reference", &[("Uri", &vocabulary_uri(vocabulary, "xml"))]);
        xml.empty("edmx:Include", &[("Namespace", vocabulary), ("Alias", alias)]);
        xml.close("edmx:Reference");
    }
    xml.open("edmx:DataServices", &[]);
    xml.open(
        "Schema",
        &[("Namespace", model.namespace), ("xmlns", "http://docs.oasis-open.org/odata/ns/edm")],
    );
    annotate(&mut xml, &annotation::of_schema());
    model.enums.iter().for_each(|kind| enum_type(&mut xml, kind));
    model.sets.iter().for_each(|set| entity_type(&mut xml, model, set.entity));
    operations::types(&mut xml, model);
    container(&mut xml, model);
    xml.close("Schema");
    xml.close("edmx:DataServices");
    xml.close("edmx:Edmx");
    xml.into_text()
}

fn enum_type(xml: &mut Xml, kind: &EnumType) {
    match kind.form {
        EnumForm::Single => xml.open("EnumType", &[("Name", kind.name)]),
        EnumForm::Flags => xml.open("EnumType", &[("Name", kind.name), ("IsFlags", "true")]),
    }
    for (name, value) in kind.members {
        xml.empty("Member", &[("Name", name), ("Value", &value.to_string())]);
    }
    xml.close("EnumType");
}

fn entity_type(xml: &mut Xml, model: &Model, entity: &EntityType) {
    xml.open("EntityType", &[("Name", entity.name)]);
    xml.open("Key", &[]);
    xml.empty("PropertyRef", &[("Name", entity.key)]);
    xml.close("Key");
    entity.properties.iter().for_each(|property| self::property(xml, model, property));
    entity.navigation.iter().for_each(|navigation| self::navigation(xml, model, navigation));
    xml.close("EntityType");
}

fn property(xml: &mut Xml, model: &Model, property: &Property) {
    let one = type_name(model, property.kind);
    let kind = if is_collection(property.kind) { format!("Collection({one})") } else { one };
    let (precision, scale) = facets(property.kind);
    let (precision, scale) =
        (precision.map(|digits| digits.to_string()), scale.map(|digits| digits.to_string()));
    let mut attributes = vec![("Name", property.name), ("Type", kind.as_str())];
    if property.nullability == Nullability::Required {
        attributes.push(("Nullable", "false"));
    }
    attributes.extend(precision.as_deref().map(|precision| ("Precision", precision)));
    attributes.extend(scale.as_deref().map(|scale| ("Scale", scale)));
    attributes
        .extend(property.default.map(|default| ("DefaultValue", if default { "true" } else { "false" })));
    match annotation::of_property(property) {
        None => xml.empty("Property", &attributes),
        Some(computed) => {
            xml.open("Property", &attributes);
            annotate(xml, &computed);
            xml.close("Property");
        }
    }
}

/// The type of a value, or of each value where there may be several.
fn type_name(model: &Model, kind: EdmType) -> String {
    match kind {
        EdmType::Boolean => "Edm.Boolean".into(),
        EdmType::Int32 => "Edm.Int32".into(),
        EdmType::Int64 => "Edm.Int64".into(),
        EdmType::Double => "Edm.Double".into(),
        EdmType::Decimal { .. } => "Edm.Decimal".into(),
        EdmType::String => "Edm.String".into(),
        EdmType::Date => "Edm.Date".into(),
        EdmType::DateTimeOffset => "Edm.DateTimeOffset".into(),
        EdmType::Enum(kind) => qualified(model, kind.name),
        EdmType::Strings => "Edm.String".into(),
    }
}

fn is_collection(kind: EdmType) -> bool {
    matches!(kind, EdmType::Strings)
}

/// `Precision` and `Scale`. A moment without precision would have no fractions of a second (CSDL §7.2.3).
fn facets(kind: EdmType) -> (Option<u8>, Option<u8>) {
    match kind {
        EdmType::Decimal { precision, scale } => (Some(precision), Some(scale)),
        EdmType::DateTimeOffset => (Some(6), None),
        _ => (None, None),
    }
}

fn navigation(xml: &mut Xml, model: &Model, navigation: &Navigation) {
    let Some(target) = model.set(navigation.target) else {
        return;
    };
    let one = qualified(model, target.entity.name);
    let kind = match navigation.many {
        Multiplicity::Many => format!("Collection({one})"),
        Multiplicity::One | Multiplicity::ZeroOrOne => one,
    };
    let mut attributes = vec![("Name", navigation.name), ("Type", kind.as_str())];
    if navigation.many == Multiplicity::One {
        attributes.push(("Nullable", "false"));
    }
    attributes.extend(navigation.partner.map(|partner| ("Partner", partner)));
    match navigation.foreign_key {
        None => xml.empty("NavigationProperty", &attributes),
        Some(dependent) => {
            xml.open("NavigationProperty", &attributes);
            xml.empty(
                "ReferentialConstraint",
                &[("Property", dependent), ("ReferencedProperty", target.entity.key)],
            );
            xml.close("NavigationProperty");
        }
    }
}

fn container(xml: &mut Xml, model: &Model) {
    xml.open("EntityContainer", &[("Name", model.container)]);
    annotation::of_container().iter().for_each(|annotation| annotate(xml, annotation));
    model.sets.iter().for_each(|set| entity_set(xml, model, set));
    operations::imports(xml, model);
    xml.close("EntityContainer");
}

fn entity_set(xml: &mut Xml, model: &Model, set: &EntitySet) {
    let kind = qualified(model, set.entity.name);
    xml.open("EntitySet", &[("Name", set.name), ("EntityType", &kind)]);
    for navigation in set.entity.navigation {
        xml.empty("NavigationPropertyBinding", &[("Path", navigation.name), ("Target", navigation.target)]);
    }
    annotation::of_set(set).iter().for_each(|annotation| annotate(xml, annotation));
    xml.close("EntitySet");
}

fn annotate(xml: &mut Xml, annotation: &Annotation) {
    fact(xml, "Annotation", ("Term", annotation.term), &annotation.value);
}

/// An element whose value stands in an attribute, or within it when it is made of parts (CSDL XML §14.3, §14.4).
fn fact(xml: &mut Xml, element: &str, name: (&str, &str), value: &Fact) {
    let mut constant = |kind: &str, text: &str| xml.empty(element, &[name, (kind, text)]);
    match value {
        Fact::Bool(value) => constant("Bool", if *value { "true" } else { "false" }),
        Fact::Int(value) => constant("Int", &value.to_string()),
        Fact::Text(text) => constant("String", text),
        Fact::Member(kind, member) => constant("EnumMember", &format!("{kind}/{member}")),
        Fact::Texts(texts) => {
            xml.open(element, &[name]);
            xml.open("Collection", &[]);
            texts.iter().for_each(|text| xml.text("String", text));
            xml.close("Collection");
            xml.close(element);
        }
        Fact::Record(properties) => {
            xml.open(element, &[name]);
            xml.open("Record", &[]);
            for (property, value) in properties {
                fact(xml, "PropertyValue", ("Property", property), value);
            }
            xml.close("Record");
            xml.close(element);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::MODEL;

    #[test]
    fn the_document_holds_the_model() {
        let printed = xml(&MODEL, Version::V4_0);
        for wanted in [
            r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">"#,
            r#"<EnumType Name="Days" IsFlags="true">"#,
            r#"<Member Name="Wednesday" Value="4"/>"#,
            r#"<PropertyRef Name="thingId"/>"#,
            r#"<Property Name="thingName" Type="Edm.String" Nullable="false"/>"#,
            r#"<Property Name="weight" Type="Edm.Decimal" Precision="9" Scale="2"/>"#,
            r#"<Property Name="madeOn" Type="Edm.DateTimeOffset" Precision="6"/>"#,
            r#"<Property Name="state" Type="Sample.State" Nullable="false"/>"#,
            r#"<NavigationProperty Name="box" Type="Sample.Box" Partner="things">"#,
            r#"<ReferentialConstraint Property="boxId" ReferencedProperty="boxId"/>"#,
            r#"<NavigationProperty Name="things" Type="Collection(Sample.Thing)" Partner="box"/>"#,
            r#"<EntitySet Name="Boxes" EntityType="Sample.Box">"#,
            r#"<NavigationPropertyBinding Path="things" Target="Things"/>"#,
            r#"<PropertyValue Property="Insertable" Bool="true"/>"#,
            r#"<PropertyValue Property="Searchable" Bool="false"/>"#,
            r#"<PropertyValue Property="Searchable" Bool="true"/>"#,
            r#"<PropertyValue Property="MaxLevels" Int="3"/>"#,
        ] {
            assert!(printed.contains(wanted), "{wanted} is missing in\n{printed}");
        }
        assert_eq!(printed.matches("<Annotation Term=\"Core.Computed\" Bool=\"true\"/>").count(), 2);
        assert!(xml(&MODEL, Version::V4_01).contains(r#"<edmx:Edmx Version="4.01""#));
    }

    #[test]
    fn every_element_is_closed() {
        let printed = xml(&MODEL, Version::V4_0);
        let mut open = Vec::new();
        for line in printed.lines().skip(1).map(str::trim) {
            let name = line.trim_start_matches(['<', '/']).split([' ', '>', '/']).next().unwrap();
            match line {
                _ if line.ends_with("/>") => {}
                _ if line.starts_with("</") => assert_eq!(open.pop(), Some(name)),
                _ if line.ends_with(&format!("</{name}>")) => {}
                _ => open.push(name),
            }
        }
        assert!(open.is_empty());
    }
}
