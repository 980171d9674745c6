//! `$metadata` as XML (OData CSDL XML 4.01).
//!
//! Programs act on what stands here, so the annotations say only what is true of the service today: a
//! wrong one costs more than a missing one.

use crate::bind::{MAX_EXPAND_DEPTH, MAX_LAMBDAS, searchable};
use crate::edm::{
    EdmType, EntitySet, EntityType, EnumForm, EnumType, Model, Multiplicity, Navigation, Nullability, Origin,
    Property,
};
use crate::version::Version;

mod xml;

use xml::Xml;

const VOCABULARIES: [(&str, &str); 2] =
    [("Core", "Org.OData.Core.V1"), ("Capabilities", "Org.OData.Capabilities.V1")];

/// How deep lambdas and expansions may stand in one another, in every set.
const SET_LEVELS: [(&str, usize); 2] =
    [("Capabilities.FilterRestrictions", MAX_LAMBDAS), ("Capabilities.ExpandRestrictions", MAX_EXPAND_DEPTH)];

/// What no set can do yet: the restriction and its property, which is false.
const SET_RESTRICTIONS: [(&str, &str); 3] = [
    ("Capabilities.InsertRestrictions", "Insertable"),
    ("Capabilities.UpdateRestrictions", "Updatable"),
    ("Capabilities.DeleteRestrictions", "Deletable"),
];

/// What the whole service does not do.
const SERVICE_RESTRICTIONS: [&str; 4] = [
    "Capabilities.KeyAsSegmentSupported",
    "Capabilities.CrossJoinSupported",
    "Capabilities.AsynchronousRequestsSupported",
    "Capabilities.BatchSupported",
];

/// Prints the model.
pub fn document(model: &Model, version: Version) -> String {
    let mut xml = Xml::new();
    let namespace = "http://docs.oasis-open.org/odata/ns/edmx";
    xml.open("edmx:Edmx", &[("Version", version.as_str()), ("xmlns:edmx", namespace)]);
    for (alias, vocabulary) in VOCABULARIES {
        let uri = format!("https://oasis-tcs.github.io/odata-vocabularies/vocabularies/{vocabulary}.xml");
        xml.open("edmx:Reference", &[("Uri", &uri)]);
        xml.empty("edmx:Include", &[("Namespace", vocabulary), ("Alias", alias)]);
        xml.close("edmx:Reference");
    }
    xml.open("edmx:DataServices", &[]);
    xml.open(
        "Schema",
        &[("Namespace", model.namespace), ("xmlns", "http://docs.oasis-open.org/odata/ns/edm")],
    );
    model.enums.iter().for_each(|kind| enum_type(&mut xml, kind));
    model.sets.iter().for_each(|set| entity_type(&mut xml, model, set.entity));
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
    let kind = type_name(model, property.kind);
    let (precision, scale) = facets(property.kind);
    let mut attributes = vec![("Name", property.name), ("Type", kind.as_str())];
    if property.nullability == Nullability::Required {
        attributes.push(("Nullable", "false"));
    }
    attributes.extend(precision.as_deref().map(|precision| ("Precision", precision)));
    attributes.extend(scale.as_deref().map(|scale| ("Scale", scale)));
    match property.origin {
        Origin::Client => xml.empty("Property", &attributes),
        Origin::Server => {
            xml.open("Property", &attributes);
            xml.empty("Annotation", &[("Term", "Core.Computed"), ("Bool", "true")]);
            xml.close("Property");
        }
    }
}

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
        EdmType::Enum(kind) => format!("{}.{}", model.namespace, kind.name),
        EdmType::Strings => "Collection(Edm.String)".into(),
    }
}

/// `Precision` and `Scale`. A moment without precision would have no fractions of a second (CSDL §7.2.3).
fn facets(kind: EdmType) -> (Option<String>, Option<String>) {
    match kind {
        EdmType::Decimal { precision, scale } => (Some(precision.to_string()), Some(scale.to_string())),
        EdmType::DateTimeOffset => (Some("6".into()), None),
        _ => (None, None),
    }
}

fn navigation(xml: &mut Xml, model: &Model, navigation: &Navigation) {
    let Some(target) = model.set(navigation.target) else {
        return;
    };
    let kind = match navigation.many {
        Multiplicity::Many => format!("Collection({}.{})", model.namespace, target.entity.name),
        Multiplicity::One | Multiplicity::ZeroOrOne => format!("{}.{}", model.namespace, target.entity.name),
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
    xml.empty("Annotation", &[("Term", "Core.ODataVersions"), ("String", "4.0,4.01")]);
    for term in SERVICE_RESTRICTIONS {
        xml.empty("Annotation", &[("Term", term), ("Bool", "false")]);
    }
    model.sets.iter().for_each(|set| entity_set(xml, model, set));
    xml.close("EntityContainer");
}

fn entity_set(xml: &mut Xml, model: &Model, set: &EntitySet) {
    let kind = format!("{}.{}", model.namespace, set.entity.name);
    xml.open("EntitySet", &[("Name", set.name), ("EntityType", &kind)]);
    for navigation in set.entity.navigation {
        xml.empty("NavigationPropertyBinding", &[("Path", navigation.name), ("Target", navigation.target)]);
    }
    for (term, levels) in SET_LEVELS {
        record(xml, term, "MaxLevels", ("Int", &levels.to_string()));
    }
    let searchable = set.entity.properties.iter().any(searchable);
    record(
        xml,
        "Capabilities.SearchRestrictions",
        "Searchable",
        ("Bool", if searchable { "true" } else { "false" }),
    );
    for (term, property) in SET_RESTRICTIONS {
        record(xml, term, property, ("Bool", "false"));
    }
    xml.close("EntitySet");
}

/// An annotation with one property.
fn record(xml: &mut Xml, term: &str, property: &str, value: (&str, &str)) {
    xml.open("Annotation", &[("Term", term)]);
    xml.open("Record", &[]);
    xml.empty("PropertyValue", &[("Property", property), value]);
    xml.close("Record");
    xml.close("Annotation");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::MODEL;

    #[test]
    fn the_document_holds_the_model() {
        let printed = document(&MODEL, Version::V4_0);
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
            r#"<PropertyValue Property="Insertable" Bool="false"/>"#,
            r#"<PropertyValue Property="Searchable" Bool="false"/>"#,
            r#"<PropertyValue Property="Searchable" Bool="true"/>"#,
            r#"<PropertyValue Property="MaxLevels" Int="3"/>"#,
        ] {
            assert!(printed.contains(wanted), "{wanted} is missing in\n{printed}");
        }
        assert_eq!(printed.matches("<Annotation Term=\"Core.Computed\" Bool=\"true\"/>").count(), 2);
        assert!(document(&MODEL, Version::V4_01).contains(r#"<edmx:Edmx Version="4.01""#));
    }

    #[test]
    fn every_element_is_closed() {
        let printed = document(&MODEL, Version::V4_0);
        let mut open = Vec::new();
        for line in printed.lines().skip(1).map(str::trim) {
            let name = line.trim_start_matches(['<', '/']).split([' ', '>', '/']).next().unwrap();
            match line {
                _ if line.ends_with("/>") => {}
                _ if line.starts_with("</") => assert_eq!(open.pop(), Some(name)),
                _ => open.push(name),
            }
        }
        assert!(open.is_empty());
    }
}
