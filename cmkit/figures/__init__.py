"""Pictures: data whose words are facts until they are drawn, laid out once, drawn by matplotlib or as SVG."""
