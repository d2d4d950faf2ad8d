//! What all pictures begin with: a document without scripts and outside fonts, with a title and a sentence for those who cannot
//! see it.

use attain_rules::text::Language;

/// Size of a picture in pixels, and where its title begins.
pub struct Frame {
    /// From left to right.
    pub width: i128,
    /// From top to bottom.
    pub height: i128,
    /// Left end of the title.
    pub left: i128,
}

/// The head of a document, up to its title. `title` and `sentence` are plain texts.
pub fn head(frame: &Frame, title: &str, sentence: &str, language: Language) -> String {
    let Frame { width, height, left } = frame;
    let (title, sentence) = (escaped(title), escaped(sentence));
    let tongue = match language {
        Language::English => "en",
        Language::Chinese => "zh-CN",
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"title desc\" lang=\"{tongue}\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#222\">\n\
         <title id=\"title\">{title}</title>\n<desc id=\"desc\">{sentence}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n\
         <text x=\"{left}\" y=\"30\" font-size=\"17\" font-weight=\"bold\">{title}</text>\n"
    )
}

/// Text as it stands in XML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
