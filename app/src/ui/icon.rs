//! Small signs, drawn in the colour of the text beside them.

use leptos::prelude::*;

/// Which sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name is the picture")]
pub enum IconName {
    Browser,
    Check,
    Chevron,
    Clock,
    Close,
    Contrast,
    Copy,
    Dots,
    Globe,
    Info,
    Key,
    Lock,
    Pencil,
    Person,
    Plug,
    Plus,
    Power,
    Refresh,
    Screen,
    Server,
    Trash,
    Warning,
}

impl IconName {
    /// The strokes, on a square of 20.
    const fn strokes(self) -> &'static str {
        match self {
            Self::Browser => {
                "M4.2 3.8h11.6A1.2 1.2 0 0 1 17 5v10a1.2 1.2 0 0 1-1.2 1.2H4.2A1.2 1.2 0 0 1 3 15V5a1.2 1.2 0 0 1 1.2-1.2zM3 7.6h14M5.5 5.7h.01M7.7 5.7h.01"
            }
            Self::Check => "M4.4 10.4l3.7 3.7 7.5-8.2",
            Self::Chevron => "M7.6 4.6l5.4 5.4-5.4 5.4",
            Self::Clock => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6.2V10l2.6 1.8",
            Self::Close => "M5.2 5.2l9.6 9.6M14.8 5.2l-9.6 9.6",
            Self::Contrast => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 3v14M12.6 4.1v11.8M15 6v8",
            Self::Copy => {
                "M8 7h7a1.2 1.2 0 0 1 1.2 1.2v7.4a1.2 1.2 0 0 1-1.2 1.2H8a1.2 1.2 0 0 1-1.2-1.2V8.2A1.2 1.2 0 0 1 8 7zM13.2 6.8V4.4a1.2 1.2 0 0 0-1.2-1.2H5a1.2 1.2 0 0 0-1.2 1.2v7.4A1.2 1.2 0 0 0 5 13h1.6"
            }
            Self::Dots => "M4.6 10h.01M10 10h.01M15.4 10h.01",
            Self::Globe => {
                "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM3.2 10h13.6M10 3c2 2 2.9 4.4 2.9 7s-.9 5-2.9 7c-2-2-2.9-4.4-2.9-7S8 5 10 3z"
            }
            Self::Info => "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.4v4M10 6.7h.01",
            Self::Key => {
                "M9.4 8.1a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0zM8.5 10.4l7.3 6.4M12.3 13.7l1.9-2.1M15.8 16.8l1.3-1.5"
            }
            Self::Lock => {
                "M5.2 9h9.6A1.2 1.2 0 0 1 16 10.2v5.4a1.2 1.2 0 0 1-1.2 1.2H5.2A1.2 1.2 0 0 1 4 15.6v-5.4A1.2 1.2 0 0 1 5.2 9zM6.8 8.8V6.4a3.2 3.2 0 0 1 6.4 0v2.4"
            }
            Self::Pencil => {
                "M3.6 16.4l.8-3.6 8.6-8.6a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3l-8.6 8.6zM11.6 5.6l2.8 2.8"
            }
            Self::Person => {
                "M10 9.8a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.8 16.6c.5-2.9 3-4.4 6.2-4.4s5.7 1.5 6.2 4.4"
            }
            Self::Plug => "M7.4 3.2v3.4M12.6 3.2v3.4M5.4 6.6h9.2v2.6a4.6 4.6 0 0 1-9.2 0zM10 13.8v3",
            Self::Plus => "M10 4.4v11.2M4.4 10h11.2",
            Self::Power => "M10 3.2v6.4M6.3 5.4a6.2 6.2 0 1 0 7.4 0",
            Self::Refresh => {
                "M15.9 8.3A6.2 6.2 0 0 0 4.7 6.9M4.1 11.7a6.2 6.2 0 0 0 11.2 1.4M4.5 3.5v3.6h3.6M15.5 16.5v-3.6h-3.6"
            }
            Self::Screen => {
                "M4.2 4h11.6A1.2 1.2 0 0 1 17 5.2v7.2a1.2 1.2 0 0 1-1.2 1.2H4.2A1.2 1.2 0 0 1 3 12.4V5.2A1.2 1.2 0 0 1 4.2 4zM10 13.6v2.8M6.8 16.6h6.4"
            }
            Self::Server => {
                "M4.4 3.6h11.2a1 1 0 0 1 1 1v3.6a1 1 0 0 1-1 1H4.4a1 1 0 0 1-1-1V4.6a1 1 0 0 1 1-1zM4.4 10.8h11.2a1 1 0 0 1 1 1v3.6a1 1 0 0 1-1 1H4.4a1 1 0 0 1-1-1v-3.6a1 1 0 0 1 1-1zM6.2 6.4h.01M6.2 13.6h.01"
            }
            Self::Trash => {
                "M3.8 5.6h12.4M7.8 5.4V4.2a1 1 0 0 1 1-1h2.4a1 1 0 0 1 1 1v1.2M5.3 5.8l.7 9.8a1.2 1.2 0 0 0 1.2 1.2h5.6a1.2 1.2 0 0 0 1.2-1.2l.7-9.8M8.4 8.8v4.8M11.6 8.8v4.8"
            }
            Self::Warning => "M10 3.4l7 12.2a.8.8 0 0 1-.7 1.2H3.7a.8.8 0 0 1-.7-1.2zM10 8.2v3.6M10 14.3h.01",
        }
    }
}

/// A sign. It is decoration: the words beside it, or the button around it, carry the name.
#[component]
pub fn Icon(
    /// Which sign.
    name: IconName,
) -> impl IntoView {
    let class = match name {
        IconName::Dots => "icon icon--dots",
        _ => "icon",
    };
    view! {
        <svg class=class viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d=name.strokes()></path>
        </svg>
    }
}
