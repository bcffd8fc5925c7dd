// What is chosen in the portal, which stands in its address, and the numbers that it shows:
// #metric=percent&period=m5&commissioner=10H&provider=RQM
var portal = (function () {
  'use strict';
  var data = cube.data;
  var words = { commissioner: data.words[0], commissioners: data.words[1], provider: data.words[2], providers: data.words[3] };
  var sides = ['commissioner', 'provider'];
  function other(side) { return side === 'commissioner' ? 'provider' : 'commissioner'; }
  function organisations(side) { return data[side + 's']; }
  function byId(id) { return document.getElementById(id); }
  function list(nodes) { return Array.prototype.slice.call(nodes); }
  function element(name, className, text) {
    var node = document.createElement(name);
    if (className) { node.className = className; }
    if (text !== undefined) { node.textContent = text; }
    return node;
  }
  function drawn(name, attributes, text) {
    var node = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.keys(attributes).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (text !== undefined) { node.textContent = text; }
    return node;
  }

  // MARK: What is chosen

  var usual = { rows: 'commissioners', metric: 'variance', period: 'ytd', commissioner: '', provider: '' };
  var metrics = ['variance', 'percent', 'actual', 'plan'].concat(data.pairs.actualActivity ? ['activity'] : []);
  function read() {
    var state = Object.assign({}, usual);
    location.hash.slice(1).split('&').forEach(function (pair) {
      var at = pair.indexOf('=');
      if (at > 0 && Object.prototype.hasOwnProperty.call(state, pair.slice(0, at))) { state[pair.slice(0, at)] = pair.slice(at + 1); }
    });
    if (metrics.indexOf(state.metric) < 0) { state.metric = usual.metric; }
    if (state.rows !== 'providers') { state.rows = usual.rows; }
    var month = /^m(\d+)$/.exec(state.period);
    if (state.period !== 'year' && !(month && data.months[month[1] - 1])) { state.period = usual.period; }
    sides.forEach(function (side) { if (place(side, state[side]) === null) { state[side] = ''; } });
    return state;
  }
  // Codes in addresses are written as in ids, which need no escape.
  function address(state, change) {
    var next = Object.assign({}, state, change);
    var parts = Object.keys(usual).filter(function (key) { return next[key] !== usual[key]; }).map(function (key) { return key + '=' + next[key]; });
    return '#' + (parts.join('&') || 'all');
  }
  function place(side, code) {
    var found = organisations(side).findIndex(function (one) { return one[0] === code; });
    return found < 0 ? null : found;
  }
  function choice(state) { return { commissioner: place('commissioner', state.commissioner), provider: place('provider', state.provider) }; }
  function period(state) { return state.period.charAt(0) === 'm' ? Number(state.period.slice(1)) - 1 : state.period; }

  // MARK: Numbers

  // The names of measures in ids, and what stands after them.
  var names = {
    ytd: { plan: 'ytd_plan', actual: 'ytd_actual', variance: 'ytd_variance' }, year: { plan: 'annual_plan', actual: 'forecast_outturn', variance: 'forecast_variance' },
    month: { plan: 'month_plan', actual: 'month_actual', variance: 'month_variance' }
  };
  function id(of, measure, when, activity, part) {
    var codes = sides.map(function (side) { return of[side] === null ? 'ALL' : organisations(side)[of[side]] ? organisations(side)[of[side]][0] : '_outside'; });
    var isMonth = typeof when === 'number';
    var name = measure === 'percent' ? names[isMonth ? 'month' : when].variance + '_percent' : names[isMonth ? 'month' : when][measure];
    return ['position'].concat(codes, part || []).join('/') + '/' + name + (activity ? '_activity' : '') + (isMonth ? data.months[when][0] : '');
  }
  // One number: its exact value, its text, its id and what colour it has.
  function number(of, when, metric, unit, sum, part) {
    var isActivity = metric === 'activity' || unit === 'units';
    var measure = metric === 'activity' ? 'actual' : metric;
    var plan = sum[isActivity ? 2 : 0];
    var actual = sum[isActivity ? 3 : 1];
    var value = measure === 'plan' ? plan : measure === 'actual' ? actual : plan - actual;
    var silent = typeof when === 'number' && !cube.stated(of, when);
    var text = silent ? 'not sent' : measure === 'percent' ? exact.percent(value, plan) : exact.formats[isActivity ? 'units' : unit || 'pounds'](value);
    var signed = measure === 'variance' || measure === 'percent';
    return {
      id: id(of, measure, when, isActivity, part), text: text, value: value, share: plan === 0n ? null : Number(value) / Number(plan), missing: silent || text === 'no plan',
      rough: measure === 'percent' ? (plan === 0n ? 0 : Number(value) / Number(plan)) : exact.rough(value), colour: silent || !signed || value === 0n ? '' : value < 0n ? 'o' : 'u'
    };
  }
  function cell(one, className) {
    var node = element('td', className === undefined ? one.colour : className, one.text);
    node.setAttribute('data-figure', one.id);
    return node;
  }

  return {
    data: data, words: words, sides: sides, other: other, organisations: organisations, byId: byId, list: list, element: element, drawn: drawn, read: read,
    address: address, choice: choice, period: period, number: number, cell: cell
  };
}());
