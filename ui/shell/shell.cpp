// SPDX-License-Identifier: Apache-2.0
#include "ui/shell.h"

#include "shell/stage.h"

#include <core/said.h>

#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>

#include <optional>

namespace yz {
namespace {

template <class Enum>
Enum following(Enum value, int count)
{
    return static_cast<Enum>((static_cast<int>(value) + 1) % count);
}

bool isTouch(QEvent::Type type)
{
    return type == QEvent::TouchBegin || type == QEvent::MouseButtonPress || type == QEvent::MouseButtonDblClick ||
           type == QEvent::KeyPress;
}

} // namespace

/** What the citizen chose with the access bar, and the stage built for it. */
class Shell::Parts : public QObject
{
public:
    Parts(Shell &shell, const ScreenProfile &profile, const InputEngine &input)
        : m_shell(shell), m_own(profile), m_input(input)
    {
    }
    ~Parts() override { delete m_stage; }

    void show(const ScreenView &view)
    {
        if (m_view && m_view->elder != view.elder)
            m_size.reset(); // elder mode brings its own size; the citizen may still change it
        m_view = view;
        if (!m_stage || effective(view) != m_effective)
            build();
        else
            m_stage->show(view);
    }

    void resetAccess()
    {
        m_size.reset();
        m_contrast.reset();
        m_low = false;
        buildIfChanged();
    }

    void showFrame(const QImage &frame, void (ui::Screen::*show)(const QImage &))
    {
        if (m_stage && m_stage->page())
            (m_stage->page()->*show)(frame);
    }

    void resized(const QSize &size)
    {
        // The glass may be another than the profile says (a window on a developer's desk): the real one counts.
        m_own.pixels = size;
        if (m_stage && effective(*m_view).pixels != m_effective.pixels)
            build();
        if (m_stage)
            m_stage->setGeometry(QRect(QPoint(), size));
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const QEvent::Type type = event->type();
        if (!isTouch(type) && type != QEvent::ContextMenu)
            return false;
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (!widget || (widget != &m_shell && !m_shell.isAncestorOf(widget)))
            return false;
        if (type == QEvent::ContextMenu)
            return true;
        const quint64 at = static_cast<QInputEvent *>(event)->timestamp();
        if (at == 0 || at != m_touchedAt) // one event passes through several widgets
            Q_EMIT m_shell.touched();
        m_touchedAt = at;
        return false;
    }

private:
    struct Effective
    {
        QSize pixels;
        TextSize size;
        Contrast contrast;
        bool low;
        Language language;
        bool operator==(const Effective &) const = default;
    };

    Effective effective(const ScreenView &view) const
    {
        const TextSize own = view.elder ? TextSize::Elder : m_own.textSize;
        return {m_own.pixels, m_size.value_or(own), m_contrast.value_or(m_own.contrast), m_low, view.language};
    }

    void buildIfChanged()
    {
        if (m_stage && m_view && effective(*m_view) != m_effective)
            build();
    }

    void build()
    {
        keepDraft();
        m_effective = effective(*m_view);
        ScreenProfile profile = m_own;
        profile.textSize = m_effective.size;
        profile.contrast = m_effective.contrast;
        ui::Stage *old = m_stage;
        m_stage = new ui::Stage(profile, m_input, m_low, m_effective.language, &m_shell);
        m_stage->setGeometry(m_shell.rect());
        connect(m_stage, &ui::Stage::wants, &m_shell, &Shell::wants);
        connect(m_stage, &ui::Stage::nextSize, this, [this] {
            m_size = following(m_effective.size, 4);
            buildIfChanged();
        });
        connect(m_stage, &ui::Stage::nextContrast, this, [this] {
            m_contrast = following(m_effective.contrast, 4);
            buildIfChanged();
        });
        connect(m_stage, &ui::Stage::lowZone, this, [this] {
            m_low = !m_low;
            buildIfChanged();
        });
        m_stage->show(*m_view);
        m_stage->show();
        if (old)
            retire(old);
    }

    /** The press that changes the size comes from within the stage that goes: it is destroyed a moment later. */
    void retire(ui::Stage *old)
    {
        old->hide();
        old->setParent(nullptr);
        m_retired.reset(old);
        QMetaObject::invokeMethod(this, [this] { m_retired.reset(); }, Qt::QueuedConnection);
    }

    void keepDraft()
    {
        const auto draft = m_stage ? m_stage->draft() : std::nullopt;
        auto *form = std::get_if<FormView>(&m_view->page);
        if (draft && form && draft->field == form->field)
            form->value = draft->value;
    }

    Shell &m_shell;
    ScreenProfile m_own;
    const InputEngine &m_input;
    std::optional<TextSize> m_size;
    std::optional<Contrast> m_contrast;
    bool m_low = false;
    Effective m_effective{};
    std::optional<ScreenView> m_view;
    ui::Stage *m_stage = nullptr;
    std::unique_ptr<ui::Stage> m_retired;
    quint64 m_touchedAt = 0;
};

Shell::Shell(const ScreenProfile &profile, const InputEngine &input, QWidget *parent)
    : QWidget(parent, Qt::Window | Qt::FramelessWindowHint), m_parts(std::make_unique<Parts>(*this, profile, input))
{
    setObjectName(QStringLiteral("shell"));
    setAccessibleName(Said::tr("法律驿站"));
    setWindowTitle(Said::tr("法律驿站"));
    setContextMenuPolicy(Qt::NoContextMenu);
    setAcceptDrops(false);
    resize(profile.pixels);
    qApp->installEventFilter(m_parts.get());
}

Shell::~Shell() = default;

void Shell::show(const ScreenView &view)
{
    m_parts->show(view);
}

void Shell::showRemote(const QImage &frame)
{
    m_parts->showFrame(frame, &ui::Screen::showRemote);
}

void Shell::showSelf(const QImage &frame)
{
    m_parts->showFrame(frame, &ui::Screen::showSelf);
}

void Shell::showPage(const QImage &frame)
{
    m_parts->showFrame(frame, &ui::Screen::showPage);
}

void Shell::resetAccess()
{
    m_parts->resetAccess();
}

void Shell::closeEvent(QCloseEvent *event)
{
    // The way out is the maintenance mode, never a key chord.
    event->ignore();
}

void Shell::resizeEvent(QResizeEvent *event)
{
    m_parts->resized(event->size());
}

} // namespace yz
