'use strict';

exports.main_handler = async (event) => ({ hello: event.path ?? 'world' });
