// Tells the moments of a page in the language and zone of its reader. Without it they are there too, in UTC.
const reader = navigator.language;
const whole = new Intl.DateTimeFormat(reader, { dateStyle: 'medium', timeStyle: 'medium' });

for (const time of document.querySelectorAll('time[datetime]')) {
  const theirs = whole.format(new Date(time.dateTime));
  if ('exact' in time.dataset) {
    time.title = time.textContent;
    time.textContent = theirs;
  } else {
    time.title = `${theirs} (${time.title})`;
  }
}
