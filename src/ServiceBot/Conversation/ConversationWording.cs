using System.Globalization;
using ServiceBot.Domain.Commission;
using ServiceBot.Hosting;

namespace ServiceBot.Conversation;

/// <summary>What the service says when it is spoken to.</summary>
internal sealed class ConversationWording(CultureInfo culture) : Wording(culture)
{
    /// <summary>Roles as a list: "мастер цеха, администратор".</summary>
    public string Roles(IEnumerable<Role> roles) => string.Join(", ", roles.Order().Select(x => this["Role" + x]));
}
