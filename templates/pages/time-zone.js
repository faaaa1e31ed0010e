// Guesses her time zone from the phone's own, so that a lesson comes at her nine o'clock. Without it the country's zone stands.
const field = document.querySelector('input[name=timeZone]');
if (field && !field.value) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || '';
