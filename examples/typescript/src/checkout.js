exports.main_handler = async (event) => ({ checkedOut: event.items ?? [] });
