"""The web page: what is shown, and the Gradio application that shows it."""
