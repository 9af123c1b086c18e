// SPDX-License-Identifier: Apache-2.0
#include "shell/stage.h"

#include "parts/access_bar.h"
#include "parts/cover_sheet.h"
#include "parts/status_strip.h"
#include "parts/top_bar.h"
#include "theme/text.h"

#include <core/said.h>
#include <ui/keyboard.h>

#include <QPainter>

#include <algorithm>

namespace yz::ui {
namespace {

constexpr int kWordsAfterMs = 400; ///< quicker than that, a notice would only flicker
constexpr double kLowPortrait = 0.66;
constexpr double kLowLandscape = 0.8;
constexpr double kKeyboardPortrait = 0.42;  ///< of the whole height, the access bar included
constexpr double kKeyboardLandscape = 0.55; ///< of the width

} // namespace

Stage::Stage(const ScreenProfile &profile, const InputEngine &input, bool low, Language language, QWidget *parent)
    : QWidget(parent),
      m_theme(profile),
      m_input(input),
      m_low(low),
      m_top(new TopBar(m_theme, this)),
      m_status(new StatusStrip(m_theme, this)),
      m_access(new AccessBar(m_theme, language, this))
{
    setObjectName(QStringLiteral("stage"));
    setAccessibleName(Said::tr("法律驿站"));
    setPalette(m_theme.palette());
    setFont(m_theme.font(Role::Body));
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::ClickFocus); // holds the focus where nothing is typed: no ring on a button nobody chose
    m_access->setLow(low);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kWordsAfterMs);
    connect(&m_patience, &QTimer::timeout, this, [this] { buildPage(m_awaited); });
    connect(m_top, &TopBar::back, this, [this] { Q_EMIT wants(GoBack{}); });
    connect(m_top, &TopBar::home, this, [this] { Q_EMIT wants(GoHome{}); });
    connect(m_top, &TopBar::help, this, [this] { Q_EMIT wants(AskHelp{}); });
    connect(m_access, &AccessBar::help, this, [this] { Q_EMIT wants(AskHelp{}); });
    connect(m_access, &AccessBar::quickExit, this, [this] { Q_EMIT wants(QuickExit{}); });
    connect(m_access, &AccessBar::nextSize, this, &Stage::nextSize);
    connect(m_access, &AccessBar::nextContrast, this, &Stage::nextContrast);
    connect(m_access, &AccessBar::useLanguage, this, [this](Language to) { Q_EMIT wants(UseLanguage{to}); });
    connect(m_access, &AccessBar::useSpeech, this, [this](bool on) { Q_EMIT wants(UseSpeech{on}); });
    connect(m_access, &AccessBar::lowZone, this, &Stage::lowZone);
}

Stage::~Stage()
{
    // All of them hold the theme, which goes before QWidget would take its children along.
    m_retired.clear();
    qDeleteAll(findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
}

void Stage::retire(QWidget *part)
{
    part->hide();
    part->setParent(nullptr);
    m_retired.emplace_back(part);
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_retired.clear();
            m_theme.texts().forget(); // what it laid on its way out, too
        },
        Qt::QueuedConnection);
}

std::optional<EditAnswer> Stage::draft() const
{
    const auto *form = std::get_if<FormView>(&m_shown);
    const auto value = m_page ? m_page->draft() : std::nullopt;
    return form && value ? std::optional(EditAnswer{form->field, *value}) : std::nullopt;
}

void Stage::show(const ScreenView &view)
{
    m_top->setBack(view.canGoBack);
    m_top->setHome(!std::holds_alternative<HomeView>(view.page) &&
                   !std::holds_alternative<OutOfServiceView>(view.page));
    m_top->setStaff(view.staff);
    m_access->setSpeech(view.canSpeak, view.speech);
    m_status->setState(view);
    showPage(view);
    showCover(view);
    arrange();
}

namespace {

// Most kinds have one page that is refreshed; of these, another matter is another page.
template <class View>
bool isSame(const View &, const View &)
{
    return true;
}
bool isSame(const FormView &a, const FormView &b)
{
    return a.field == b.field && a.kind == b.kind && a.title == b.title;
}
bool isSame(const ListView &a, const ListView &b)
{
    return a == b;
}
bool isSame(const DetailView &a, const DetailView &b)
{
    return a.id == b.id && a.title == b.title && a.actions == b.actions;
}
bool isSame(const ChooseView &a, const ChooseView &b)
{
    return a == b;
}
bool isSame(const ArticleView &a, const ArticleView &b)
{
    return a.id == b.id && a.actions == b.actions;
}
bool isSame(const BoardView &a, const BoardView &b)
{
    return a.topic == b.topic && a.title == b.title && a.actions == b.actions && a.chips == b.chips;
}

} // namespace

bool Stage::isSamePage(const PageView &page) const
{
    if (!m_page || page.index() != m_shown.index())
        return false;
    return std::visit(
        [this](const auto &view) {
            using View = std::decay_t<decltype(view)>;
            return isSame(view, std::get<View>(m_shown));
        },
        page);
}

void Stage::showPage(const ScreenView &view)
{
    const bool working = std::holds_alternative<WorkingView>(view.page);
    if (working && m_page && !isSamePage(view.page)) {
        // The page stays as it is for a moment, deaf to touches: most work is done before words are needed.
        m_awaited = view;
        m_page->setAttribute(Qt::WA_TransparentForMouseEvents);
        if (!m_patience.isActive())
            m_patience.start();
        return;
    }
    m_patience.stop();
    m_awaited = {};
    if (isSamePage(view.page)) {
        m_page->setAttribute(Qt::WA_TransparentForMouseEvents, false);
        m_shown = view.page;
        m_page->refresh(view);
    } else {
        buildPage(view);
    }
}

void Stage::buildPage(const ScreenView &view)
{
    if (m_page)
        retire(m_page);
    m_theme.texts().forget();
    m_shown = view.page;
    m_page = buildScreen(m_theme, view).release();
    m_page->setParent(this);
    connect(m_page, &Screen::wants, this, &Stage::wants);
    connect(m_page, &Screen::typingChanged, this, [this] {
        attachKeyboard();
        arrange();
        giveFocus();
    });
    attachKeyboard();
    arrange();
    m_page->show();
    if (m_cover)
        m_cover->raise();
    else
        giveFocus();
}

void Stage::giveFocus()
{
    QWidget *target = m_page ? m_page->typingTarget() : nullptr;
    (target ? target : this)->setFocus(Qt::OtherFocusReason);
}

void Stage::attachKeyboard()
{
    const Typing typing = m_page->typing();
    if (typing == Typing::None) {
        if (m_keyboard) {
            m_keyboard->reset();
            m_keyboard->hide();
        }
        return;
    }
    if (!m_keyboard) {
        m_keyboard = new Keyboard(&m_input, m_theme.profile(), this);
        m_keyboard->setObjectName(QStringLiteral("keyboard"));
        m_keyboard->setAccessibleName(Said::tr("键盘"));
        connect(m_keyboard, &Keyboard::done, this, [this] {
            if (m_page)
                m_page->typed();
        });
    }
    m_keyboard->reset();
    m_keyboard->attach(m_page->typingTarget());
    m_keyboard->setMode(typing == Typing::Digits ? Keyboard::Mode::Digits
                        : typing == Typing::Code ? Keyboard::Mode::Code
                                                 : Keyboard::Mode::Pinyin);
    m_keyboard->show();
}

void Stage::showCover(const ScreenView &view)
{
    const Cover present = m_cover ? m_cover->cover() : Cover::None;
    if (view.cover != present && m_cover) {
        retire(m_cover);
        m_cover = nullptr;
        giveFocus();
    }
    if (view.cover == Cover::None)
        return;
    const bool isNew = !m_cover;
    if (isNew) {
        m_cover = new CoverSheet(m_theme, view.cover, view.staffDoor, this);
        connect(m_cover, &CoverSheet::wants, this, &Stage::wants);
    }
    m_cover->setSecondsLeft(view.idleSecondsLeft, view.elder);
    if (isNew) {
        m_cover->setGeometry(rect());
        m_cover->show();
        m_cover->raise();
        m_cover->setFocus(Qt::OtherFocusReason); // keys must not reach the field below
    }
}

QRect Stage::zone() const
{
    if (!m_low)
        return rect();
    const int tall = static_cast<int>(height() * (m_theme.isPortrait() ? kLowPortrait : kLowLandscape));
    return {0, height() - tall, width(), tall};
}

void Stage::arrange()
{
    const QRect area = zone();
    const int top = m_top->sizeHint().height();
    const int foot = m_access->sizeHint().height();
    m_top->setGeometry(area.left(), area.top(), area.width(), top);
    m_access->setGeometry(area.left(), area.bottom() + 1 - foot, area.width(), foot);
    const int strip = m_status->isNeeded() ? m_status->heightForWidth(area.width()) : 0;
    m_status->setVisible(strip > 0);
    m_status->setGeometry(area.left(), area.top() + top, area.width(), strip);
    QRect page = area.adjusted(0, top + strip, 0, -foot);
    if (m_keyboard && !m_keyboard->isHidden()) {
        if (m_theme.isPortrait()) {
            // In the low zone the question keeps half of what is left, and the keys are as small as keys may be.
            const int most = m_low ? page.height() / 2 : static_cast<int>(height() * kKeyboardPortrait) - foot;
            const int wish = std::min(most, m_keyboard->heightForWidth(area.width()));
            const int tall = std::max(wish, m_keyboard->minimumSizeHint().height());
            m_keyboard->setGeometry(page.left(), page.bottom() + 1 - tall, page.width(), tall);
            page.setHeight(page.height() - tall);
        } else {
            const int wide = static_cast<int>(area.width() * kKeyboardLandscape);
            m_keyboard->setGeometry(page.right() + 1 - wide, page.top(), wide, page.height());
            page.setWidth(page.width() - wide);
        }
    }
    if (m_page)
        m_page->setGeometry(page);
    if (m_cover)
        m_cover->setGeometry(rect());
}

void Stage::resizeEvent(QResizeEvent *)
{
    arrange();
}

void Stage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().ground);
}

} // namespace yz::ui
