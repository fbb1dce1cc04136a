// An alert that Datadog's webhook posts becomes an incident. GlideRecordSecure keeps to the access rules of the account.
(function process(/*RESTAPIRequest*/ request, /*RESTAPIResponse*/ response) {
  var alert = request.body.data;
  var incident = new GlideRecordSecure('incident');

  incident.initialize();
  incident.setValue('short_description', alert.title);
  incident.setValue('description', alert.message + '\n\n' + alert.link);
  incident.setValue('correlation_id', alert.cycle_key);
  incident.setValue('correlation_display', 'Datadog');
  var id = incident.insert();

  if (!id) {
    response.setStatus(403);
    response.setBody({ message: 'The account may not make incidents' });
    return;
  }
  response.setStatus(201);
  response.setBody({ number: incident.getValue('number') });
})(request, response);
