// What is known of the figures of the page: their exact values, and what their passports say.
var outturn = (function () {
  'use strict';
  var block = document.getElementById('passports');
  var data = block ? JSON.parse(block.textContent) : null;
  var values = {};
  var stems = {};

  // An element that names a figure holds exactly its text.
  function text(element) { return element.textContent.trim(); }
  function plain(printed) {
    var number = printed.replace(/[,£]/g, '').replace('\u2212', '-');
    return /^-?\d+(\.\d+)?$/.test(number) ? number : null;
  }
  function stem(id) { return id.slice(0, Math.max(0, id.lastIndexOf('/'))); }
  function tail(id) { return id.slice(id.lastIndexOf('/') + 1); }

  // Values stand in the order in which their ids first come in the page; so do the sets of sources of the stems.
  if (data) {
    var exact = data.values.split(',');
    var count = 0;
    var stemCount = 0;
    document.querySelectorAll('[data-figure]').forEach(function (element) {
      var id = element.getAttribute('data-figure');
      if (values[id] === undefined) {
        values[id] = exact[count] || plain(text(element));
        count += 1;
        if (stems[stem(id)] === undefined) { stems[stem(id)] = data.stems[stemCount]; stemCount += 1; }
      }
    });
  }

  // The exact value as data files write it; null where there is none.
  function value(element) {
    var known = values[element.getAttribute('data-figure')];
    return known === undefined ? plain(text(element)) : known;
  }

  var months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
  function period(id) {
    var own = /@(\d{4})-\d\d-M(\d\d)/.exec(tail(id)) || /^(\d{4})-\d\d\/M(\d\d)/.exec(data.period);
    if (!own) { return data.period; }
    var month = Number(own[2]);
    return months[(month + 2) % 12] + ' ' + (Number(own[1]) + (month > 9 ? 1 : 0)) + ' (month ' + month + ')';
  }

  // What a figure is, in the words of figures.json.
  function passport(element) {
    var id = element.getAttribute('data-figure');
    var measure = data && values[id] !== undefined && data.measures[tail(id).split(/[@~]/)[0]];
    if (!measure) { return null; }
    var parts = stem(id).split('/');
    var keys = parts.length < 3 ? [] : ['c:' + parts[1], 'p:' + parts[2]].concat(parts.slice(3));
    var about = keys.map(function (key) { return data.words[key]; }).filter(Boolean).join(', ');
    var sources = [];
    data.sets[measure[3] === undefined ? stems[stem(id)] : Number(measure[3])].forEach(function (number) {
      var source = data.sources[number];
      var files = source.slice(2).map(function (rest) { return source[1] + rest; });
      sources = sources.concat(files.length ? files : [source[0]]);
    });
    return {
      id: id, label: measure[0] + (about ? ': ' + about : ''), unit: measure[1], formula: measure[2], value: values[id], printed: text(element),
      period: period(id), sources: sources
    };
  }

  return { value: value, passport: passport, hasPassports: data !== null };
}());
