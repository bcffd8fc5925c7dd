// The portal: shows what is chosen, and searches.
(function () {
  'use strict';
  var data = portal.data;
  var words = portal.words;
  var organisations = portal.organisations;
  var byId = portal.byId;
  var list = portal.list;
  var element = portal.element;
  var read = portal.read;
  var address = portal.address;
  var choice = portal.choice;
  var period = portal.period;
  var table = portal.table;
  var ranked = portal.ranked;
  var build = portal.build;
  var bars = portal.bars;
  var hold = portal.hold;
  var title = portal.title;
  var links = portal.links;
  var months = portal.months;
  var parts = portal.parts;
  var metricWords = portal.metricWords;
  var periodWords = portal.periodWords;

  // MARK: Showing what is chosen

  var buttons = list(document.querySelectorAll('.switch button'));
  var select = document.querySelector('select[data-key=period]');
  var built = 'commissioners variance ytd';
  function show() {
    var state = read();
    var of = choice(state);
    var when = period(state);
    var unit = state.metric === 'activity' ? 'units' : 'pounds';
    var had = document.activeElement && table.contains(document.activeElement) ? document.activeElement.closest('th, td') : null;
    var at = had && [had.parentNode.rowIndex, had.cellIndex];
    var inRanked = document.activeElement && ranked.contains(document.activeElement);
    var inSides = document.activeElement && byId('sides').contains(document.activeElement);
    build(state);
    if (at && table.rows[at[0]] && table.rows[at[0]].cells[at[1]]) { hold(table.rows[at[0]].cells[at[1]], true); } else { hold(table.querySelector('tbody th'), false); }
    var isMoney = state.metric !== 'percent' && state.metric !== 'activity';
    byId('matrix-title').replaceChildren(
      { variance: 'Variance', percent: 'Variance', actual: 'Actual', plan: 'Plan', activity: 'Activity' }[state.metric] + ' by ' + words.commissioner + ' and '
      + words.provider + ', ' + (state.metric === 'percent' ? '% of plan' : isMoney ? '£' : 'units'),
      element('span', 'at-desk', isMoney ? ' thousands' : ''), when === 'ytd' ? '' : ', ' + periodWords(when));
    document.querySelector('.advice').textContent = 'Choose a row, a column or a cell; the charts and tables follow. '
      + (state.metric === 'variance' || state.metric === 'percent' ? 'Minus = over plan; darker = further from plan.' : 'Darker = more.');
    title(of, when);
    links(of, state);
    // The other side of what is chosen; of a pair, the commissioner's providers.
    var side = of.commissioner !== null ? 'provider' : of.provider !== null ? 'commissioner' : state.rows === 'providers' ? 'provider' : 'commissioner';
    var whose = { commissioner: of.commissioner, provider: side === 'provider' ? null : of.provider };
    byId('sides-figure').hidden = false;
    byId('sides-title').textContent = metricWords[state.metric] + ' by ' + words[side] + (of.commissioner !== null && of.provider !== null ? ' of ' + organisations('commissioner')[of.commissioner][2] : '');
    bars(byId('sides'), side, whose, state);
    months(of, state, unit);
    document.querySelector('.parts').hidden = false;
    parts('pods', { title: 'By point of delivery', one: 'point of delivery' }, of, when, unit);
    parts('specialties', { title: 'By specialty', one: 'specialty' }, of, when, unit);
    buttons.forEach(function (button) { button.setAttribute('aria-pressed', String(state[button.dataset.key] === button.dataset.value)); });
    select.value = state.period;
    [[inRanked, ranked], [inSides, byId('sides')]].forEach(function (one) {
      var link = one[0] && (one[1].querySelector('a[aria-current]') || one[1].querySelector('a'));
      if (link) { link.focus(); }
    });
    if (!inRanked && !inSides && document.activeElement === document.body && arrived) { byId('choice-title').scrollIntoView({ block: 'nearest' }); }
  }
  var arrived = false;

  buttons.forEach(function (button) {
    button.addEventListener('click', function () {
      var change = {};
      change[button.dataset.key] = button.dataset.value;
      location.hash = address(read(), change);
    });
  });
  select.addEventListener('change', function () { location.hash = address(read(), { period: select.value }); });

  var wide = window.innerWidth;
  window.addEventListener('resize', function () {
    if (window.innerWidth === wide) { return; }
    wide = window.innerWidth;
    var state = read();
    months(choice(state), state, state.metric === 'activity' ? 'units' : 'pounds');
  });
  byId('months-table').open = false;
  window.addEventListener('hashchange', show);
  show();
  arrived = true;

  // MARK: The search, through packs and their sections

  var search = document.querySelector('input[type=search]');
  var results = document.querySelector('.results');
  var lines = document.querySelectorAll('.packs tbody tr[data-code]');
  var kinds = document.querySelectorAll('.packs tbody tr.group');
  search.addEventListener('input', function () {
    var wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    function matches(text) { text = text.toLowerCase(); return wanted.every(function (word) { return text.indexOf(word) >= 0; }); }
    results.replaceChildren();
    lines.forEach(function (line) { line.hidden = wanted.length > 0 && !matches(line.cells[0].textContent + ' ' + line.dataset.code); });
    // A kind of which no pack is left has no heading.
    kinds.forEach(function (kind) { kind.hidden = !kind.parentNode.querySelector('tr[data-code]:not([hidden])'); });
    if (!wanted.length) { return; }
    var count = 0;
    var found = element('ul');
    data.packs.forEach(function (pack) {
      [['', '']].concat(pack.sections).forEach(function (section) {
        var text = section[1] ? pack.name + ' · ' + section[1] : pack.name;
        if (!pack.address || !matches(text + ' ' + pack.code)) { return; }
        count += 1;
        if (count > 12) { return; }
        var item = element('li');
        var link = element('a', '', text);
        link.href = pack.address + (section[0] ? '#' + section[0] : '');
        item.appendChild(link);
        found.appendChild(item);
      });
    });
    results.appendChild(element('p', '', count === 0 ? 'Nothing has these words.' : count > 12 ? 'The first 12 of ' + count + ':' : count + ' found:'));
    results.appendChild(found);
  });
}());
