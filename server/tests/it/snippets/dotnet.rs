//! The texts for .NET, as a parser of C# reads them.

use tree_sitter::{Node, Parser};

use super::{CALLBACK, of_passwords, text_in};
use crate::world::on_each_database;

// Shows R032, R087.
#[tokio::test(flavor = "multi_thread")]
async fn each_text_for_dotnet_is_c_sharp_and_none_with_a_hole_in_it_is() {
    on_each_database(|server| async move {
        let alice = server.alice().await;
        let (token, _) = alice.personal_access_token().await;
        let (service, _) = alice.backend_service().await;
        let (portal, _) = alice.web_server_application(CALLBACK).await;
        let [(legacy, _), _] = of_passwords(&alice).await;
        let app = alice.app("https://app.example.com/it's/$b/%22").await;
        for id in [token, service, app, portal, legacy] {
            let text = text_in(".NET", &alice, &id).await;
            assert_eq!(faults(&text), Vec::<String>::new(), "{text}");
            for hole in [")", ";", " = "] {
                let broken = text.replacen(hole, " ", 1);
                assert_ne!(faults(&broken), Vec::<String>::new(), "without its first {hole:?}: {broken}");
            }
        }
    })
    .await;
}

/// Where a text is no C#: what can't be read, and what is missing.
fn faults(text: &str) -> Vec<String> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_c_sharp::LANGUAGE.into()).unwrap();
    let tree = parser.parse(text, None).unwrap();
    let mut faults = Vec::new();
    gather(tree.root_node(), &mut faults);
    faults
}

fn gather(node: Node<'_>, faults: &mut Vec<String>) {
    if node.is_error() || node.is_missing() {
        faults.push(format!("line {}: {}", node.start_position().row + 1, node.to_sexp()));
    }
    let mut cursor = node.walk();
    for child in node.children(&mut cursor) {
        gather(child, faults);
    }
}
