//! Complex types, functions, actions and their imports (CSDL XML §9, §12 and §13).

use super::xml::Xml;
use super::{facets, is_collection, property, qualified, type_name};
use crate::edm::{ComplexType, Model, Nullability, Operation, OperationKind, Property, Returns};
use crate::service;

/// The complex types, and what can be called.
pub(super) fn types(xml: &mut Xml, model: &Model) {
    model.complex.iter().for_each(|complex| complex_type(xml, model, complex));
    model.operations.iter().for_each(|one| operation(xml, model, one));
}

/// What is bound to nothing, under its own name.
pub(super) fn imports(xml: &mut Xml, model: &Model) {
    for operation in model.operations.iter().filter(|operation| operation.on.is_none()) {
        let qualified = qualified(model, operation.name);
        let element = element(operation);
        let mut attributes = vec![("Name", operation.name), (element, qualified.as_str())];
        if service::is_listed(operation) {
            attributes.push(("IncludeInServiceDocument", "true"));
        }
        xml.empty(&format!("{element}Import"), &attributes);
    }
}

fn element(operation: &Operation) -> &'static str {
    match operation.kind {
        OperationKind::Function => "Function",
        OperationKind::Action => "Action",
    }
}

fn complex_type(xml: &mut Xml, model: &Model, complex: &ComplexType) {
    xml.open("ComplexType", &[("Name", complex.name)]);
    complex.properties.iter().for_each(|one| property(xml, model, one));
    xml.close("ComplexType");
}

fn operation(xml: &mut Xml, model: &Model, operation: &Operation) {
    let element = element(operation);
    let mut attributes = vec![("Name", operation.name)];
    if operation.on.is_some() {
        attributes.push(("IsBound", "true"));
    }
    if operation.is_composable() {
        attributes.push(("IsComposable", "true"));
    }
    xml.open(element, &attributes);
    if let Some(entity) = operation.on {
        // The first parameter of what is bound is the entity, whatever its name (CSDL §12.6).
        let kind = qualified(model, entity.name);
        xml.empty("Parameter", &[("Name", "on"), ("Type", &kind), ("Nullable", "false")]);
    }
    operation.parameters.iter().for_each(|one| parameter(xml, model, one));
    let answer = qualified(model, operation.answer());
    let kind = match operation.returns {
        Returns::Many(_) => format!("Collection({answer})"),
        Returns::One(_) | Returns::Entity(_) => answer,
    };
    xml.empty("ReturnType", &[("Type", &kind), ("Nullable", "false")]);
    xml.close(element);
}

fn parameter(xml: &mut Xml, model: &Model, parameter: &Property) {
    let one = type_name(model, parameter.kind);
    let kind = if is_collection(parameter.kind) { format!("Collection({one})") } else { one };
    let (precision, scale) = facets(parameter.kind);
    let (precision, scale) =
        (precision.map(|digits| digits.to_string()), scale.map(|digits| digits.to_string()));
    let mut attributes = vec![("Name", parameter.name), ("Type", kind.as_str())];
    if parameter.nullability == Nullability::Required {
        attributes.push(("Nullable", "false"));
    }
    attributes.extend(precision.as_deref().map(|precision| ("Precision", precision)));
    attributes.extend(scale.as_deref().map(|scale| ("Scale", scale)));
    xml.empty("Parameter", &attributes);
}

#[cfg(test)]
mod tests {
    use crate::csdl::xml;
    use crate::sample::MODEL;
    use crate::version::Version;

    #[test]
    fn the_document_says_what_can_be_called() {
        let printed = xml(&MODEL, Version::V4_0);
        let squeezed: Vec<_> = printed.lines().map(str::trim).collect();
        let squeezed = squeezed.join("");
        for wanted in [
            concat!(
                r#"<ComplexType Name="Filling"><Property Name="boxId" Type="Edm.Int32" Nullable="false"/>"#,
                r#"<Property Name="percent" Type="Edm.Decimal" Nullable="false" Precision="9" Scale="2"/></ComplexType>"#
            ),
            concat!(
                r#"<Function Name="Fill" IsBound="true" IsComposable="true">"#,
                r#"<Parameter Name="on" Type="Sample.Box" Nullable="false"/>"#,
                r#"<ReturnType Type="Sample.Filling" Nullable="false"/></Function>"#
            ),
            concat!(
                r#"<Function Name="Shelves"><Parameter Name="from" Type="Edm.Date" Nullable="false"/>"#,
                r#"<Parameter Name="many" Type="Edm.Int32"/>"#,
                r#"<ReturnType Type="Collection(Sample.Shelf)" Nullable="false"/></Function>"#
            ),
            concat!(
                r#"<Action Name="Open" IsBound="true"><Parameter Name="on" Type="Sample.Box" Nullable="false"/>"#,
                r#"<Parameter Name="openedOn" Type="Edm.Date" Nullable="false"/>"#,
                r#"<ReturnType Type="Sample.Box" Nullable="false"/></Action>"#
            ),
            r#"<FunctionImport Name="Fills" Function="Sample.Fills" IncludeInServiceDocument="true"/>"#,
            r#"<FunctionImport Name="Shelves" Function="Sample.Shelves"/>"#,
        ] {
            assert!(squeezed.contains(wanted), "{wanted} is missing in\n{printed}");
        }
        assert!(!printed.contains("ActionImport") && !printed.contains(r#"<EntitySet Name="Fills""#));
    }
}
