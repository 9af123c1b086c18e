// SPDX-License-Identifier: Apache-2.0
#include "layout_rules.h"

#include "parts/pressable.h"
#include "theme/text.h"

#include <QAccessible>
#include <QScrollArea>

#include <cmath>
#include <functional>

namespace yz::test {
namespace {

QString called(const QWidget &part)
{
    const QString name =
        part.objectName().isEmpty() ? QLatin1String(part.metaObject()->className()) : part.objectName();
    const QRect box(part.mapTo(part.window(), QPoint()), part.size());
    return QStringLiteral("%1 (%2,%3 %4x%5)").arg(name).arg(box.x()).arg(box.y()).arg(box.width()).arg(box.height());
}

QRect boxIn(const QWidget &part)
{
    return {part.mapTo(part.window(), QPoint()), part.size()};
}

bool isKeyboard(const QWidget &part)
{
    return part.objectName() == QLatin1String("keyboard"); // has tests of its own
}

/** All visible parts, the keyboard as one. */
QList<const QWidget *> visibleParts(const QWidget &window)
{
    QList<const QWidget *> found;
    std::function<void(const QWidget &)> walk = [&](const QWidget &part) {
        found += &part;
        if (isKeyboard(part))
            return;
        for (const QWidget *child : part.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
            if (child->isVisible())
                walk(*child);
    };
    walk(window);
    return found;
}

const QScrollArea *areaAround(const QWidget &part)
{
    for (const QWidget *up = part.parentWidget(); up; up = up->parentWidget())
        if (const auto *area = qobject_cast<const QScrollArea *>(up))
            return area;
    return nullptr;
}

/** What a finger can reach of it: what lies outside the pane's window is not there. */
QRect reachable(const QWidget &part)
{
    QRect box = boxIn(part);
    if (const QScrollArea *area = areaAround(part))
        box &= boxIn(*area->viewport());
    return box;
}

/** The buttons that can be pressed now: under a cover, those of the cover alone. */
QList<const ui::Pressable *> targets(const QWidget &window)
{
    const auto *cover = window.findChild<QWidget *>(QStringLiteral("cover"));
    QList<const ui::Pressable *> found;
    for (const QWidget *part : visibleParts(window))
        if (const auto *button = dynamic_cast<const ui::Pressable *>(part))
            if (!cover || cover->isAncestorOf(button))
                found += button;
    return found;
}

} // namespace

QStringList overlaps(const QWidget &window)
{
    QStringList breaches;
    for (const QWidget *part : visibleParts(window)) {
        if (isKeyboard(*part))
            continue;
        QList<const QWidget *> children;
        for (const QWidget *child : part->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
            if (child->isVisible() && child->objectName() != QLatin1String("cover"))
                children += child;
        for (int i = 0; i < children.size(); ++i)
            for (int j = i + 1; j < children.size(); ++j)
                if (children[i]->geometry().intersects(children[j]->geometry()))
                    breaches += called(*children[i]) + QStringLiteral(" lies over ") + called(*children[j]);
    }
    return breaches;
}

QStringList outOfSight(const QWidget &window)
{
    QStringList breaches;
    for (const QWidget *part : visibleParts(window)) {
        if (part == &window)
            continue;
        const QRect box = boxIn(*part);
        const QScrollArea *area = areaAround(*part);
        if (!area && !window.rect().contains(box))
            breaches += called(*part) + QStringLiteral(" is off the glass");
        // In a pane it may lie above or below, where the arrows lead, but never beside.
        if (area && (box.left() < boxIn(*area->viewport()).left() || box.right() > boxIn(*area->viewport()).right()))
            breaches += called(*part) + QStringLiteral(" is wider than its pane");
        if (part->parentWidget() && !part->parentWidget()->rect().contains(part->geometry()) &&
            !qobject_cast<const QScrollArea *>(part->parentWidget()->parentWidget()))
            breaches += called(*part) + QStringLiteral(" sticks out of ") + called(*part->parentWidget());
    }
    return breaches;
}

QStringList cutTexts(const QWidget &window)
{
    QStringList breaches;
    for (const QWidget *part : visibleParts(window))
        if (const auto *laid = dynamic_cast<const ui::Laid *>(part))
            if (!laid->textFits())
                breaches += called(*part) + QStringLiteral(" cuts its words: ") + part->accessibleName();
    return breaches;
}

QStringList smallTargets(const QWidget &window, const ScreenProfile &profile)
{
    QStringList breaches;
    const int edge = profile.px(ui::token::kEdge) - 1;
    for (const ui::Pressable *button : targets(window)) {
        const QSize least = button->minimumTarget();
        if (button->width() < least.width() || button->height() < least.height())
            breaches +=
                called(*button) + QStringLiteral(" is smaller than %1x%2").arg(least.width()).arg(least.height());
        const QRect box = boxIn(*button);
        if (box.left() < edge || box.right() > window.width() - edge)
            breaches += called(*button) + QStringLiteral(" is too near the rim");
    }
    return breaches;
}

QStringList crowdedTargets(const QWidget &window, const ScreenProfile &profile)
{
    QStringList breaches;
    const QList<const ui::Pressable *> all = targets(window);
    const int gap = static_cast<int>(std::floor(2.5 / profile.millimetresPerPixel));
    for (int i = 0; i < all.size(); ++i)
        for (int j = i + 1; j < all.size(); ++j) {
            const QRect a = reachable(*all[i]);
            const QRect b = reachable(*all[j]);
            if (a.isEmpty() || b.isEmpty())
                continue;
            const int across = std::max(b.left() - a.right() - 1, a.left() - b.right() - 1);
            const int down = std::max(b.top() - a.bottom() - 1, a.top() - b.bottom() - 1);
            if (std::max(across, down) < gap)
                breaches += called(*all[i]) + QStringLiteral(" is too near ") + called(*all[j]);
        }
    return breaches;
}

QStringList nameless(const QWidget &window)
{
    QStringList breaches;
    QStringList ids;
    for (const QWidget *part : visibleParts(window)) {
        if (part->accessibleName().isEmpty())
            breaches += called(*part) + QStringLiteral(" has no accessible name");
        if (!dynamic_cast<const ui::Pressable *>(part))
            continue;
        if (part->objectName().isEmpty() ||
            (ids.contains(part->objectName()) && !part->objectName().startsWith(QLatin1String("pane."))))
            breaches += called(*part) + QStringLiteral(" has no id of its own");
        ids += part->objectName();
        auto *spoken = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(part));
        if (!spoken || spoken->text(QAccessible::Name).isEmpty() || spoken->role() == QAccessible::Client ||
            !spoken->actionInterface())
            breaches += called(*part) + QStringLiteral(" cannot be pressed by a screen reader");
    }
    return breaches;
}

QStringList crampedPanes(const QWidget &window, const ScreenProfile &profile)
{
    QStringList breaches;
    for (const QWidget *part : visibleParts(window))
        if (const auto *area = qobject_cast<const QScrollArea *>(part))
            if (area->widget()->height() > area->viewport()->height() && area->viewport()->height() < profile.px({30}))
                breaches += called(*area) + QStringLiteral(" is too low to read through");
    return breaches;
}

QList<QRect> fixedPlaces(const QWidget &window)
{
    QList<QRect> places;
    for (const char *id : {"bar.back", "bar.home", "bar.help"}) {
        const auto *button = window.findChild<QWidget *>(QLatin1String(id));
        places += button && button->isVisible() ? boxIn(*button) : QRect();
    }
    return places;
}

} // namespace yz::test
