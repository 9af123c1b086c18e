// SPDX-License-Identifier: Apache-2.0
#include "ui/keyboard.h"

#include "panel/candidate_bar.h"
#include "panel/key.h"
#include "panel/key_spec.h"

#include <core/said.h>

#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace yz {

namespace {

constexpr int kMostCandidates = 80;
constexpr int kMostLetters = 40;
constexpr int kRepeatDelay = 500; ///< milliseconds until a held delete key repeats
constexpr int kRepeatEvery = 90;

// Millimetres.
constexpr double kGap = 3;
constexpr double kEdge = 8;
constexpr double kLeastEdge = 3;
constexpr double kLeastKey = 15;
constexpr double kTallKey = 20;
constexpr double kTallEnough = 18; ///< for a second row of candidates
constexpr double kTallestKey = 28;
constexpr double kLine = 9;
constexpr double kCandidate = 16;
constexpr double kTallestDigit = 34;
constexpr double kLetterEm = 8;
constexpr double kDigitEm = 11;
constexpr double kWordEm = 6.5;

} // namespace

/** Where things lie, in pixels. */
struct Keyboard::Measures
{
    double unit = 0; ///< a key's width
    double tall = 0; ///< and height
    int left = 0;
    int top = 0; ///< of the keys
    int barTop = 0;
    int barRows = 0;
    int barHeight = 0;
};

Keyboard::Keyboard(const InputEngine *engine, const ScreenProfile &profile, QWidget *parent)
    : QWidget(parent),
      m_engine(engine),
      m_look(std::make_unique<KeyboardLook>(profile)),
      m_plan(std::make_unique<KeyPlan>()),
      m_bar(new CandidateBar(*m_look, this))
{
    setObjectName(QStringLiteral("keyboard"));
    setAccessibleName(Said::tr("屏幕键盘"));
    setFocusPolicy(Qt::NoFocus);
    setContextMenuPolicy(Qt::NoContextMenu);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(m_bar, &CandidateBar::chosen, this, &Keyboard::choose);
    turnTo(Shown::Pinyin);
}

Keyboard::~Keyboard() = default;

void Keyboard::attach(QWidget *target)
{
    m_target = target;
    turnTo(m_shown); // another field may take lines or not
}

void Keyboard::setMode(Mode mode)
{
    m_mode = mode;
    m_capital = false;
    switch (mode) {
    case Mode::Pinyin:
        return turnTo(m_engine != nullptr ? Shown::Pinyin : Shown::Letters);
    case Mode::Digits:
        return turnTo(Shown::Digits);
    case Mode::IdNumber:
        return turnTo(Shown::IdNumber);
    case Mode::Letters:
        return turnTo(Shown::Letters);
    case Mode::Code:
        return turnTo(Shown::Code);
    }
}

void Keyboard::reset()
{
    m_target = nullptr;
    m_letters.fill(QChar(u' ')); // freed memory is not to hold what was typed
    setMode(m_mode);
}

void Keyboard::turnTo(Shown shown)
{
    m_shown = shown;
    compose({});
    rebuildKeys();
}

void Keyboard::rebuildKeys()
{
    for (Key *key : m_keys) {
        key->hide();
        key->setObjectName(QString()); // still alive while its own click is being handled
        key->deleteLater();
    }
    m_keys.clear();
    const bool lines = targetTakesLines();
    switch (m_shown) {
    case Shown::Pinyin:
        *m_plan = pinyinPlan(lines);
        break;
    case Shown::Letters:
        *m_plan = lettersPlan(m_capital, lines, m_engine != nullptr && m_mode == Mode::Pinyin);
        break;
    case Shown::Numbers:
        *m_plan = numbersPlan();
        break;
    case Shown::Digits:
    case Shown::IdNumber:
        *m_plan = digitsPlan(m_shown == Shown::IdNumber);
        break;
    case Shown::Code:
        *m_plan = codePlan();
        break;
    }
    for (const KeySpec &spec : m_plan->keys) {
        auto *key = new Key(*m_look, spec.kind, this);
        key->setObjectName(QStringLiteral("key.") + spec.id);
        key->setAccessibleName(spec.name);
        key->setText(spec.cap);
        key->setSign(spec.action == KeyAction::Delete ? Key::Sign::Erase : Key::Sign::None);
        key->setEm(spec.cap.size() > 1 ? kWordEm : m_plan->columns > 4 ? kLetterEm : kDigitEm);
        key->setAutoRepeat(spec.action == KeyAction::Delete);
        key->setAutoRepeatDelay(kRepeatDelay);
        key->setAutoRepeatInterval(kRepeatEvery);
        connect(key, &Key::clicked, this, [this, spec] { tapped(spec); });
        m_keys.push_back(key);
        key->show();
    }
    layKeys();
}

Keyboard::Measures Keyboard::measured() const
{
    const KeyPlan &plan = *m_plan;
    const double gap = m_look->mm(kGap);
    const auto unitWithin = [&](double edge) { return (width() - 2 * edge - (plan.columns - 1) * gap) / plan.columns; };
    Measures at;
    at.unit = unitWithin(m_look->mm(kEdge));
    if (at.unit < m_look->mm(kLeastKey))
        at.unit = unitWithin(m_look->mm(kLeastEdge));
    at.unit = std::min(at.unit, double(m_look->mm(plan.widest)));
    at.left = int((width() - plan.columns * at.unit - (plan.columns - 1) * gap) / 2);

    const int line = m_look->mm(kLine);
    const int candidate = m_look->mm(kCandidate);
    const auto barOf = [&](int rows) { return hasBar() ? line + rows * (candidate + int(gap)) : 0; };
    const auto tallWith = [&](int rows, double bottom) {
        const double top = hasBar() ? gap : bottom;
        return (height() - top - bottom - barOf(rows) - (plan.rows - 1) * gap) / plan.rows;
    };
    double bottom = m_look->mm(kEdge);
    if (tallWith(1, bottom) < m_look->mm(kLeastKey))
        bottom = gap;
    at.barRows = tallWith(2, bottom) >= m_look->mm(kTallEnough) ? 2 : 1;
    at.tall = std::min(tallWith(at.barRows, bottom), double(m_look->mm(hasBar() ? kTallestKey : kTallestDigit)));
    at.barHeight = barOf(at.barRows);
    const int block = at.barHeight + int(plan.rows * at.tall + (plan.rows - 1) * gap);
    const int top = int(hasBar() ? gap : bottom);
    at.barTop = std::max(top, (height() - int(bottom) - block + top) / 2);
    at.top = at.barTop + at.barHeight;
    return at;
}

void Keyboard::layKeys()
{
    const Measures at = measured();
    const double gap = m_look->mm(kGap);
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        const QRectF &place = m_plan->keys[i].place;
        const auto span = [gap](double units, double unit) { return units * unit + (units - 1) * gap; };
        const QRectF box(at.left + place.x() * (at.unit + gap), at.top + place.y() * (at.tall + gap),
                         span(place.width(), at.unit), span(place.height(), at.tall));
        m_keys[i]->setGeometry(box.toRect());
    }
    m_bar->setVisible(hasBar());
    const int inset = std::min(at.left, m_look->mm(kEdge));
    m_bar->setGeometry(inset, at.barTop, width() - 2 * inset, at.barHeight);
    m_bar->setRows(at.barRows, m_look->mm(kCandidate), m_look->mm(kLine));
    update();
}

int Keyboard::heightForWidth(int) const
{
    return m_look->mm(kGap + kLine + 2 * (kCandidate + kGap) + 4 * kTallKey + 3 * kGap + kEdge);
}

QSize Keyboard::minimumSizeHint() const
{
    return {m_look->mm(10 * kLeastKey + 9 * kGap + 2 * kLeastEdge),
            m_look->mm(kGap + kLine + kCandidate + kGap + 4 * kLeastKey + 3 * kGap + kGap)};
}

QSize Keyboard::sizeHint() const
{
    const QSize least = minimumSizeHint();
    return {least.width(), heightForWidth(least.width())};
}

void Keyboard::tapped(const KeySpec &spec)
{
    switch (spec.action) {
    case KeyAction::Type:
        return type(spec);
    case KeyAction::Divide:
        if (!m_letters.isEmpty() && !m_letters.endsWith(u'\''))
            compose(m_letters + u'\'');
        return;
    case KeyAction::Shift:
        m_capital = !m_capital;
        return rebuildKeys();
    case KeyAction::Delete:
        return erase();
    case KeyAction::Clear:
        return clearTarget();
    case KeyAction::Space:
        return m_letters.isEmpty() ? commit(QStringLiteral(" ")) : choose(0);
    case KeyAction::NewLine:
        commitComposition();
        return commit(QStringLiteral("\n"));
    case KeyAction::Done:
        commitComposition();
        Q_EMIT done();
        return;
    case KeyAction::Numbers:
        commitComposition();
        return turnTo(Shown::Numbers);
    case KeyAction::Language:
        commitComposition();
        return turnTo(m_shown == Shown::Pinyin ? Shown::Letters : Shown::Pinyin);
    case KeyAction::Back:
        return setMode(m_mode);
    }
}

void Keyboard::type(const KeySpec &spec)
{
    const bool letter = spec.id.size() == 1 && spec.id.at(0) >= u'a' && spec.id.at(0) <= u'z';
    if (composes() && letter) {
        if (m_letters.size() < kMostLetters)
            compose(m_letters + spec.text);
        return;
    }
    commitComposition();
    commit(spec.text);
}

void Keyboard::compose(const QString &letters)
{
    m_letters = letters;
    m_candidates.clear();
    QStringList words;
    if (!m_letters.isEmpty() && m_engine != nullptr)
        m_candidates = m_engine->candidates(m_letters, kMostCandidates);
    for (const auto &candidate : m_candidates)
        words.append(candidate.text);
    if (m_letters.isEmpty()) {
        m_bar->setLine(m_shown == Shown::Pinyin ? Said::tr("按拼音，再点选汉字") : QString(), true);
        m_bar->offer(QStringLiteral("symbol"), signsShown());
        return;
    }
    QString line = m_engine->divided(m_letters);
    m_bar->setLine(line.replace(u'\'', u' '), false);
    m_bar->offer(QStringLiteral("candidate"), words);
}

/** What the bar offers while nothing is being composed: signs, and the commonest words of all. */
QStringList Keyboard::signsShown() const
{
    const QString row = m_shown == Shown::Numbers ? QStringLiteral("年 月 日 号 楼 单元 室 元 ： / % （ ） @")
                        : m_shown == Shown::Letters
                            ? QStringLiteral("- _ / : , ? ! # + & ( )")
                            : QStringLiteral("、 ？ ！ ： ； “ ” 《 》 （ ） · 我 他 的 了 是 在 有 没有 不 和");
    return row.split(u' ');
}

void Keyboard::choose(int index)
{
    if (m_letters.isEmpty()) {
        const QStringList offered = signsShown();
        if (index >= 0 && index < offered.size())
            commit(offered.at(index));
        return;
    }
    if (index < 0 || index >= int(m_candidates.size())) { // nothing can be made of these letters: as they are
        const QString plain = QString(m_letters).remove(u'\'');
        compose({});
        return commit(plain);
    }
    const InputEngine::Candidate chosen = m_candidates[std::size_t(index)];
    QString rest = m_letters.mid(chosen.keysUsed);
    while (rest.startsWith(u'\''))
        rest.remove(0, 1);
    compose(chosen.keysUsed > 0 ? rest : QString());
    commit(chosen.text);
}

void Keyboard::commitComposition()
{
    while (!m_letters.isEmpty())
        choose(0);
}

void Keyboard::commit(const QString &text)
{
    if (m_target == nullptr || text.isEmpty())
        return;
    QInputMethodEvent event;
    event.setCommitString(text);
    QCoreApplication::sendEvent(m_target, &event);
}

void Keyboard::erase()
{
    if (!m_letters.isEmpty())
        return compose(m_letters.chopped(1));
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, Qt::Key_Backspace, Qt::NoModifier);
        if (m_target != nullptr)
            QCoreApplication::sendEvent(m_target, &event);
    }
}

void Keyboard::clearTarget()
{
    if (m_target == nullptr)
        return;
    const int length = int(m_target->inputMethodQuery(Qt::ImSurroundingText).toString().size());
    const int cursor = m_target->inputMethodQuery(Qt::ImCursorPosition).toInt();
    QInputMethodEvent event;
    event.setCommitString(QString(), -cursor, length);
    QCoreApplication::sendEvent(m_target, &event);
}

bool Keyboard::targetTakesLines() const
{
    return m_target != nullptr && (m_target->inputMethodHints() & Qt::ImhMultiLine) != 0;
}

void Keyboard::paintEvent(QPaintEvent *event)
{
    QPainter(this).fillRect(event->rect(), m_look->ground);
}

void Keyboard::resizeEvent(QResizeEvent *)
{
    layKeys();
}

/** A tap between two keys is nobody's. */
void Keyboard::mousePressEvent(QMouseEvent *event)
{
    event->accept();
}

} // namespace yz
